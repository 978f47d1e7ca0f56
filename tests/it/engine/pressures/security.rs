//! Service losses: security services, and grace that preparation lengthens.

use super::*;

fn with_stock(extra: f64, extends: Option<Vec<Id>>, grace: f64) -> Case {
    let mut case = happens(case(), ban(grace, None), 2.0);
    let effects = Effects { extra_grace: Some(certain(extra)), extends, ..Effects::default() };
    takes(&mut case, 0, measure("stock", 0.0, effects), 0.0);
    case
}

#[test]
fn a_lost_security_service_stops_no_business() {
    let mut case = happens(case(), ban(1.0, None), 2.0);
    case.applications[0].security = true;
    let journal = run(&case, "stay");
    assert_close(journal.sum(Component::Interruption), 0.0);
    // 24 · 1.5.
    assert_close(journal.sum(Component::Emergency), 36.0);
}

#[test]
fn extra_grace_puts_off_the_end_of_the_service() {
    // Announced at 2; elsewhere by 2 + 4 · 0.5 = 4. Without more grace down from 3 to 4 at 2 a month.
    assert_months(&interrupted(&with_stock(0.0, None, 1.0), "stay"), &only(&[(3, 2.0)]));
    assert_months(&interrupted(&with_stock(0.5, None, 1.0), "stay"), &only(&[(3, 1.0)]));
    assert_months(&interrupted(&with_stock(5.0, None, 1.0), "stay"), &[0.0; 12]);
    // For none but the risks that it names.
    let named = |name: &str| Some(vec![id(name)]);
    assert_months(&interrupted(&with_stock(0.5, named("ban"), 1.0), "stay"), &only(&[(3, 1.0)]));
    assert_months(&interrupted(&with_stock(0.5, Some(vec![]), 1.0), "stay"), &only(&[(3, 2.0)]));
    // Who has no stock has no more grace.
    let mut without = with_stock(0.5, None, 1.0);
    without.options[0].measures.clear();
    assert_months(&interrupted(&without, "stay"), &only(&[(3, 2.0)]));
}

#[test]
fn the_stocks_of_two_measures_add_up() {
    let mut case = with_stock(0.25, None, 1.0);
    let effects = Effects { extra_grace: Some(certain(0.5)), ..Effects::default() };
    takes(&mut case, 0, measure("code", 0.0, effects), 0.0);
    // Down from 3.75 to 4.
    assert_months(&interrupted(&case, "stay"), &only(&[(3, 0.5)]));
}
