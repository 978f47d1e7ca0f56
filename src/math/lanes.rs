//! Which instruction set block kernels run on: chosen once per process, the same bits whichever it is.

use std::sync::OnceLock;

use thiserror::Error;

/// Names the instruction set to use in place of the widest one that the processor has: `portable`, `avx2` or `avx512`.
pub const INSTRUCTIONS_VARIABLE: &str = "SPLITSTACK_INSTRUCTIONS";

/// An instruction set that block kernels are compiled for, the narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstructionSet {
    /// What the program is compiled for: on x86-64 two numbers at a time (SSE2).
    Portable,
    /// Four numbers at a time.
    Avx2,
    /// Eight numbers at a time (F, DQ, VL, BW).
    Avx512,
}

/// Why the instruction set that the environment names cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InstructionSetError {
    #[error("{INSTRUCTIONS_VARIABLE} is `{0}`; it can be `portable`, `avx2` or `avx512`")]
    Unknown(String),
    #[error("{INSTRUCTIONS_VARIABLE} is `{0}`, which this processor does not have")]
    Missing(InstructionSet),
}

impl InstructionSet {
    pub const ALL: [InstructionSet; 3] =
        [InstructionSet::Portable, InstructionSet::Avx2, InstructionSet::Avx512];

    /// The name by which the environment asks for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            InstructionSet::Portable => "portable",
            InstructionSet::Avx2 => "avx2",
            InstructionSet::Avx512 => "avx512",
        }
    }

    /// Whether this processor has it.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            InstructionSet::Portable => true,
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512bw")
            }
            #[cfg(not(target_arch = "x86_64"))]
            InstructionSet::Avx2 | InstructionSet::Avx512 => false,
        }
    }

    /// The widest one that this processor has.
    fn widest() -> InstructionSet {
        let available = InstructionSet::ALL.into_iter().rfind(|set| set.is_available());
        available.unwrap_or(InstructionSet::Portable)
    }

    /// The one that block kernels of this process run on: the widest, or the one that the environment names
    /// ([`INSTRUCTIONS_VARIABLE`]).
    ///
    /// # Errors
    /// The environment names one that does not exist or that this processor lacks. Kernels then run on the widest.
    pub fn of_process() -> Result<InstructionSet, InstructionSetError> {
        match std::env::var_os(INSTRUCTIONS_VARIABLE) {
            None => Ok(InstructionSet::widest()),
            Some(name) => InstructionSet::named(&name.to_string_lossy()),
        }
    }

    /// The one of this name, if this processor has it.
    fn named(name: &str) -> Result<InstructionSet, InstructionSetError> {
        let known = InstructionSet::ALL.into_iter().find(|set| set.name() == name);
        let set = known.ok_or_else(|| InstructionSetError::Unknown(name.to_owned()))?;
        if set.is_available() { Ok(set) } else { Err(InstructionSetError::Missing(set)) }
    }
}

impl std::fmt::Display for InstructionSet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The instruction set that kernels run on; the environment is read at the first call.
#[inline]
pub(crate) fn chosen() -> InstructionSet {
    #[cfg(test)]
    if let Some(set) = under_test::forced() {
        return set;
    }
    static CHOSEN: OnceLock<InstructionSet> = OnceLock::new();
    *CHOSEN.get_or_init(|| InstructionSet::of_process().unwrap_or_else(|_| InstructionSet::widest()))
}

/// Compiles a kernel for every instruction set, under the name of a function that runs the chosen one.
///
/// The kernel is a function of its own, `#[inline(always)]` like everything it calls in its loops. Arguments are passed on.
///
/// ```text
/// in_lanes! {
///     /// Doubles each number.
///     pub fn double_block(numbers: &mut [f64]) = double_each;
/// }
/// ```
macro_rules! in_lanes {
    ($(#[$attribute:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? = $kernel:ident;) => {
        $(#[$attribute])*
        $visibility fn $name($($argument: $type),*) $(-> $result)? {
            // Each looks whether the processor has what it is compiled for, so that none can be run in vain.
            #[multiversion::multiversion(targets("x86_64+avx2"))]
            fn avx2($($argument: $type),*) $(-> $result)? {
                $kernel($($argument),*)
            }
            #[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw"))]
            fn avx512($($argument: $type),*) $(-> $result)? {
                $kernel($($argument),*)
            }
            match $crate::math::lanes::chosen() {
                $crate::math::lanes::InstructionSet::Portable => $kernel($($argument),*),
                $crate::math::lanes::InstructionSet::Avx2 => avx2($($argument),*),
                $crate::math::lanes::InstructionSet::Avx512 => avx512($($argument),*),
            }
        }
    };
}

pub(crate) use in_lanes;

/// Kernels under each instruction set in turn, for tests.
#[cfg(test)]
pub(crate) mod under_test {
    use super::InstructionSet;
    use std::cell::Cell;

    thread_local! {
        static FORCED: Cell<Option<InstructionSet>> = const { Cell::new(None) };
    }

    pub fn forced() -> Option<InstructionSet> {
        FORCED.get()
    }

    /// Does something once under each instruction set of this processor, in this thread.
    pub fn under_each(work: impl Fn(InstructionSet)) {
        for set in InstructionSet::ALL.into_iter().filter(|set| set.is_available()) {
            FORCED.set(Some(set));
            work(set);
        }
        FORCED.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_what_the_processor_has() {
        assert_eq!(InstructionSet::named("portable"), Ok(InstructionSet::Portable));
        for set in InstructionSet::ALL {
            let expected = if set.is_available() { Ok(set) } else { Err(InstructionSetError::Missing(set)) };
            assert_eq!(InstructionSet::named(set.name()), expected);
        }
        for wrong in ["", "AVX2", "avx-512", "neon"] {
            assert_eq!(InstructionSet::named(wrong), Err(InstructionSetError::Unknown(wrong.to_owned())));
        }
    }

    #[test]
    fn each_set_is_forced_in_turn() {
        let seen = std::cell::RefCell::new(Vec::new());
        under_test::under_each(|set| seen.borrow_mut().push((set, chosen())));
        let seen = seen.into_inner();
        assert_eq!(seen[0].0, InstructionSet::Portable);
        assert!(seen.iter().all(|(asked, chosen)| asked == chosen));
    }
}
