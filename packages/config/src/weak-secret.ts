/**
 * Words that stand where a secret should. They are looked up in lower case without digits and
 * punctuation, so `Change-Me!` and `secret123` are met too.
 */
const wellKnown = new Set(
  `admin administrator apikey apipassword apisecret apiuser app apppassword change changeit changeme
   changethis dbpassword default demo dev develop development developmentsecret devpassword devsecret
   devsecretkey dummy example examplesecret foobar guest hello insecure jwt jwtsecret jwtsecretkey key
   keyboardcat letmein local localhost master mysecret mysecretkey mysecretpassword none notasecret null
   pass passphrase passw passwd password passwordpassword placeholder postgres postgresql private pw pwd
   qwerty qwertyuiop redacted redis replace replaceme replacethis root rootroot s sa sample secret
   secretkey secretpassword secretsecret shhh somesecret supersecret supersecretkey supersecretpassword
   test testing testpassword testsecret testtest thisisasecret todo topsecret tbd token undefined unset
   user verysecret welcome xxx yourjwtsecret yourpassword yoursecret yoursecrethere yoursecretkey
   yoursupersecretkey`.split(/\s+/),
)

export type Weakness = 'well known' | 'repetitive'

/** Why everyone could guess this secret, as far as that can be told. Its length is not judged. */
export function findWeakness(text: string): Weakness | undefined {
  if (wellKnown.has(text.toLowerCase().replace(/[^a-z]/g, ''))) return 'well known'
  return /^\d{1,12}$/.test(text) || new Set(text).size < 5 ? 'repetitive' : undefined
}
