//! Host of the core.
