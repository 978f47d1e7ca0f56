//! How charts are to look.

use clap::Args;

use crate::charts::{Ground, Look, Size};

/// Choices for charts; without any they are slides on white.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct LookArguments {
    /// Charts on a dark ground
    #[arg(long)]
    pub dark: bool,
    /// Charts for the full width of an upright page, in place of a 16:9 slide
    #[arg(long)]
    pub page: bool,
}

impl LookArguments {
    pub fn look(self) -> Look {
        Look {
            size: if self.page { Size::Page } else { Size::Slide },
            ground: if self.dark { Ground::Dark } else { Ground::Light },
        }
    }
}
