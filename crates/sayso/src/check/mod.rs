//! Checks: arithmetic and editorial tests over claims. One file each, and the list [`CHECKS`].
