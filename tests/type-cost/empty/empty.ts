// Imports nothing: what the compiler and its libraries cost by themselves.
export {}
