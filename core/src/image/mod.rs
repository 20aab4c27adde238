//! Pictures of pages made easier to read: pure functions, one a file, and the plan that picks them.
