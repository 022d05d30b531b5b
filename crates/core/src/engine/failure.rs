//! Why nothing of a file counts, or not all of it: what a host and the unpacker tell becomes the trouble of its source.

use crate::lineage::Trouble;
use crate::unpack;

/// Why a host could not hand a file over, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostFailure {
    /// The file may not be read.
    PermissionDenied,
    /// The file is gone since it was found.
    Gone,
    /// Any other failure to read.
    ReadFailed,
}

impl From<HostFailure> for Trouble {
    fn from(failure: HostFailure) -> Self {
        match failure {
            HostFailure::PermissionDenied => Self::PermissionDenied,
            HostFailure::Gone => Self::Gone,
            HostFailure::ReadFailed => Self::ReadFailed,
        }
    }
}

impl From<unpack::Fault> for Trouble {
    fn from(fault: unpack::Fault) -> Self {
        match fault {
            unpack::Fault::Short => Self::PackedShort,
            unpack::Fault::Damaged => Self::PackedDamaged,
            unpack::Fault::OverCap => Self::PackedOverCap,
        }
    }
}
