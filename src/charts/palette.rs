//! Colours. Options, cost groups, states of the world and heat cells have families of their own, so that one is never read as another.
//!
//! # Source
//! Paul Tol (2021), "Colour schemes", SRON technical note 3.2: *muted* for options, *light* for cost groups. Both are
//! chosen to stay apart under the common kinds of colour blindness. Later options: Okabe & Ito (2008), "Color Universal
//! Design".

use super::ground::on;
use super::scene::Colour;
use super::theme::Ground;

/// Option colours by stable index. The first six also differ in lightness, so they survive a black-and-white print.
const OPTIONS: [Colour; 12] = [
    Colour::new(0x33, 0x22, 0x88), // indigo
    Colour::new(0xCC, 0x66, 0x77), // rose
    Colour::new(0x88, 0xCC, 0xEE), // cyan
    Colour::new(0x11, 0x77, 0x33), // green
    Colour::new(0x88, 0x22, 0x55), // wine
    Colour::new(0x44, 0xAA, 0x99), // teal
    Colour::new(0xDD, 0xCC, 0x77), // sand
    Colour::new(0xAA, 0x44, 0x99), // purple
    Colour::new(0x99, 0x99, 0x33), // olive
    Colour::new(0x00, 0x00, 0x00), // black
    Colour::new(0xD5, 0x5E, 0x00), // vermillion
    Colour::new(0x00, 0x72, 0xB2), // blue
];

/// Colours of cost groups in stacking order: cool for what is planned, warm for what happens to the company.
const GROUPS: [Colour; 8] = [
    Colour::new(0x77, 0xAA, 0xDD), // light blue
    Colour::new(0x99, 0xDD, 0xFF), // light cyan
    Colour::new(0xEE, 0x88, 0x66), // orange
    Colour::new(0xEE, 0xDD, 0x88), // light yellow
    Colour::new(0xFF, 0xAA, 0xBB), // pink
    Colour::new(0xBB, 0xCC, 0x33), // pear
    Colour::new(0xDD, 0xDD, 0xDD), // pale grey
    Colour::new(0xAA, 0xAA, 0x00), // light olive
];

/// Colours of scenarios and of states of the world: slate and earth by turns, so that neighbours also differ in grey.
const WORLDS: [Colour; 8] = [
    Colour::new(0xC3, 0xCB, 0xD3), // mist
    Colour::new(0x54, 0x63, 0x72), // slate
    Colour::new(0xE0, 0x9F, 0x4F), // ochre
    Colour::new(0x7A, 0x3B, 0x12), // umber
    Colour::new(0xF0, 0xD9, 0xA8), // parchment
    Colour::new(0x2B, 0x36, 0x40), // night
    Colour::new(0xB5, 0x8B, 0x6B), // clay
    Colour::new(0x4A, 0x30, 0x28), // peat
];

pub const MOST_OPTIONS: usize = OPTIONS.len();
pub const MOST_GROUPS: usize = GROUPS.len();
pub const MOST_WORLDS: usize = WORLDS.len();

/// What a company is obliged to, or an arrow of data for which nothing is needed: neither an option nor a world.
pub const DUTY: Colour = Colour::new(0x4F, 0x77, 0x9E);
/// What needs somebody's leave.
pub const NEEDS_LEAVE: Colour = Colour::new(0xB8, 0x6E, 0x00);

/// The limit of what the company is prepared to lose; no option or group has this colour.
pub const RISK_APPETITE: Colour = Colour::new(0xB0, 0x00, 0x20);
pub const HEAT_LOW: Colour = Colour::new(0xF3, 0xF6, 0xFA);
pub const HEAT_HIGH: Colour = Colour::new(0x1B, 0x4F, 0x86);

/// Colour of the option with this stable index; indices beyond the palette start again.
pub fn option_colour(index: usize) -> Colour {
    OPTIONS[index % OPTIONS.len()]
}

/// Colour of an option as `#332288`, for what shows options beside charts.
pub fn option_colour_code(index: usize) -> String {
    option_colour(index).code()
}

/// The same for a ground.
pub fn option_colour_code_on(index: usize, ground: Ground) -> String {
    on(option_colour(index), ground).code()
}

/// The colour of a cost group as `#77AADD`, for charts that other programs draw.
pub fn group_colour_code(index: usize) -> String {
    group_colour(index).code()
}

/// The same for a ground.
pub fn group_colour_code_on(index: usize, ground: Ground) -> String {
    on(group_colour(index), ground).code()
}

/// The colour of the risk appetite as `#B00020`, for charts that other programs draw.
pub fn appetite_colour_code() -> String {
    RISK_APPETITE.code()
}

pub fn group_colour(index: usize) -> Colour {
    GROUPS[index % GROUPS.len()]
}

/// Colour of the scenario or state of the world with this index; indices beyond the palette start again.
pub fn world_colour(index: usize) -> Colour {
    WORLDS[index % WORLDS.len()]
}

/// Cell colour of a heat map; `share` is 0 for the lowest cost, 1 for the highest.
pub fn heat_colour(share: f64) -> Colour {
    HEAT_LOW.mixed_with(HEAT_HIGH, share)
}

/// Lightness as the eye sees it, 0 black to 100 white (CIE L*), from sRGB.
pub fn lightness(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    let luminance =
        0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    if luminance > 0.008_856 { 116.0 * libm::cbrt(luminance) - 16.0 } else { 903.3 * luminance }
}

/// Black or white, whichever is easier to read on `ground`.
pub fn ink_on(ground: Colour) -> Colour {
    if lightness(ground) > 58.0 { super::theme::INK } else { super::theme::PAPER }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_of_known_colours() {
        assert!(lightness(Colour::new(0, 0, 0)).abs() < 1e-9);
        assert!((lightness(Colour::new(255, 255, 255)) - 100.0).abs() < 1e-3);
        // The sRGB mid grey 119 has L* 50.03.
        assert!((lightness(Colour::new(119, 119, 119)) - 50.03).abs() < 0.01);
    }

    #[test]
    fn a_colour_is_written_as_pages_write_it() {
        assert_eq!([0, 9].map(|index| option_colour_code_on(index, Ground::Light)), ["#332288", "#000000"]);
    }

    #[test]
    fn the_first_six_options_differ_in_grey() {
        for (index, &one) in OPTIONS[..6].iter().enumerate() {
            for &other in &OPTIONS[..index] {
                let distance = (lightness(one) - lightness(other)).abs();
                assert!(distance > 5.0, "{one:?} and {other:?} are {distance} apart");
            }
        }
    }

    #[test]
    fn neighbouring_groups_differ_in_grey() {
        for pair in GROUPS[..5].windows(2) {
            let distance = (lightness(pair[0]) - lightness(pair[1])).abs();
            assert!(distance > 5.0, "{pair:?} are {distance} apart");
        }
    }

    #[test]
    fn neighbouring_worlds_differ_in_grey() {
        for pair in WORLDS.windows(2) {
            let distance = (lightness(pair[0]) - lightness(pair[1])).abs();
            assert!(distance > 15.0, "{pair:?} are {distance} apart");
        }
    }

    #[test]
    fn no_colour_has_two_meanings() {
        for option in OPTIONS {
            assert!(!GROUPS.contains(&option) && !WORLDS.contains(&option) && option != RISK_APPETITE);
            assert!(![DUTY, NEEDS_LEAVE].contains(&option));
        }
        assert!(WORLDS.iter().all(|world| !GROUPS.contains(world)));
    }

    #[test]
    fn text_on_any_colour_is_readable() {
        for ground in OPTIONS
            .into_iter()
            .chain(GROUPS)
            .chain(WORLDS)
            .chain((0..=20).map(|step| heat_colour(f64::from(step) / 20.0)))
        {
            let contrast = (lightness(ground) - lightness(ink_on(ground))).abs();
            assert!(contrast > 40.0, "{ground:?}: {contrast}");
        }
    }
}
