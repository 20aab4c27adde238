// The same module for `import`: one class an error, however it is loaded.

export * from "./index.js";
