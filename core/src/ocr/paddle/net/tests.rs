//! Small networks run by hand.
