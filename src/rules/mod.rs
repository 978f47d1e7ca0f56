//! From facts and a regulation pack to obligations. This room is empty: duties stand in a catalogue with conditions
//! (`domain::Duty`), which `plan` compiles and `engine` tests as an option moves. The regulation packs will live here,
//! above `input`, so that reading and planning can ask them.
