/// The number of the binary interface: it rises when a caller has to be built again, and names
/// the shared library (`libdelivrd.so.1`).
pub const DELIVRD_ABI_VERSION: u32 = 1;
