import { section } from '../section.ts'
import { setting } from '../setting.ts'

/** Tokens and passwords of users. */
export const authSettings = section(
  'auth',
  {
    jwtSecret: setting.secret({
      env: 'JWT_SECRET',
      minimumBytes: 32,
      developmentDefault: 'known-to-everyone-and-refused-in-production',
      description: 'Signs access tokens.',
      insteadOf: ['JWT_KEY', 'JWT_SIGNING_KEY', 'SECRET_KEY', 'AUTH_SECRET'],
    }),
    jwtPreviousSecret: setting.secret({
      env: 'JWT_PREVIOUS_SECRET',
      optional: true,
      minimumBytes: 32,
      description: 'Still accepted while tokens live that it signed: for changing the secret.',
    }),
    jwtIssuer: setting.string({
      env: 'JWT_ISSUER',
      optional: true,
      example: 'https://login.example.com',
      description: 'Required in `iss` of a token, and put there.',
    }),
    jwtAudience: setting.string({
      env: 'JWT_AUDIENCE',
      optional: true,
      example: 'storefront',
      description: 'Required in `aud` of a token, and put there.',
    }),
    jwtExpiration: setting.duration({
      env: 'JWT_EXPIRATION',
      default: '24h',
      minimum: '1s',
      description: 'How long an access token is valid.',
      insteadOf: ['JWT_EXPIRES_IN', 'JWT_TTL'],
    }),
    refreshExpiration: setting.duration({
      env: 'REFRESH_EXPIRATION',
      default: '168h',
      minimum: '1s',
      description: 'How long a refresh token is valid.',
      insteadOf: ['JWT_REFRESH_EXPIRATION', 'REFRESH_TTL'],
    }),
    bcryptCost: setting.integer({
      env: 'BCRYPT_COST',
      default: 12,
      minimum: 4,
      maximum: 31,
      description: 'The cost of a password hash; one more doubles the time.',
      insteadOf: ['BCRYPT_ROUNDS'],
    }),
  },
  {
    description: 'Tokens and passwords of users.',
    checks: [
      ({ jwtExpiration, refreshExpiration }, { show, name }) =>
        jwtExpiration <= refreshExpiration
          ? undefined
          : {
              keys: ['jwtExpiration', 'refreshExpiration'],
              message: `${show('jwtExpiration')} is longer than ${show('refreshExpiration')}`,
              fix: `Lower ${name('jwtExpiration')} or raise ${name('refreshExpiration')}`,
            },
      ({ bcryptCost }, { deployed, environment, show, name }) =>
        !deployed || (bcryptCost >= 10 && bcryptCost <= 16)
          ? undefined
          : {
              keys: ['bcryptCost'],
              message: `${show('bcryptCost')} is too ${bcryptCost < 10 ? 'cheap' : 'dear'} for ${environment}`,
              fix: `Set ${name('bcryptCost')} from 10 to 16`,
            },
      ({ jwtSecret, jwtPreviousSecret }, { name }) =>
        jwtPreviousSecret?.reveal() !== jwtSecret.reveal()
          ? undefined
          : {
              keys: ['jwtSecret', 'jwtPreviousSecret'],
              message: `${name('jwtPreviousSecret')} and ${name('jwtSecret')} are the same`,
              fix: `Unset ${name('jwtPreviousSecret')}, or set ${name('jwtSecret')} to a new one`,
            },
    ],
  },
)
