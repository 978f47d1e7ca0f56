//! The time of a run, in UTC: it is written down, and nothing is computed from it.

use jiff::Timestamp;

/// When a run started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartTime(Timestamp);

impl StartTime {
    pub fn now() -> StartTime {
        StartTime(Timestamp::now())
    }

    /// For the manifest: `2026-11-22T16:20:00Z`.
    pub fn rfc3339(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// For folder names, which may hold no colon on some systems: `2026-11-22T162000Z`.
    pub fn in_folder_name(self) -> String {
        self.0.strftime("%Y-%m-%dT%H%M%SZ").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_name_the_same_second() {
        let start = StartTime(Timestamp::from_second(1_795_364_400).unwrap());
        // As `date -u -d @1795364400` says.
        assert_eq!(start.rfc3339(), "2026-11-22T16:20:00Z");
        assert_eq!(start.in_folder_name(), "2026-11-22T162000Z");
    }
}
