//! The whole engine, where its models are on this machine.
