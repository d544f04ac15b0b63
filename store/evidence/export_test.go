package evidence

// VerifyFS looks at a pack in any file system, which is a map in tests.
var VerifyFS = verify
