//! The fit of enforcement intensity: what is shipped is what the command gives.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{listing, say};

fn shipped(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(path)).unwrap()
}

/// A file of counts in `place`.
fn counts(place: &Path, numbers: &[u32]) -> PathBuf {
    let entries = numbers.iter().zip(2016..);
    let entry = |(number, year): (&u32, i32)| format!("[[count]]\nyear = {year}\nnumber = {number}\n");
    let path = place.join("counts.toml");
    let text: String = entries.map(entry).collect();
    fs::write(&path, format!("what = \"fines\"\nsource = \"a test\"\n{text}")).unwrap();
    path
}

#[test]
fn doing_it_again_gives_the_shipped_files() {
    let place = tempfile::tempdir().unwrap();
    let said = say(place.path(), &["fit-enforcement", "--out", "fit"]);
    assert_eq!((said.code, said.remarks.as_str()), (Some(0), ""));
    let folder = place.path().join("fit");
    assert_eq!(
        listing(&folder),
        ["enforcement-fit.png", "enforcement-fit.svg", "enforcement-intensity.csv", "fit.toml"]
    );
    let written = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(written("fit.toml"), shipped("enforcement/fit.toml"));
    assert_eq!(written("enforcement-intensity.csv"), shipped("catalogue/enforcement-intensity.csv"));
}

#[test]
fn without_a_folder_it_only_prints() {
    let place = tempfile::tempdir().unwrap();
    let said = say(place.path(), &["fit-enforcement"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for part in ["Which shape do the counts follow?", "multiplier", "What this cannot say"] {
        assert!(said.out.contains(part), "{part}\n{}", said.out);
    }
    assert_eq!(listing(place.path()), [""; 0]);
}

#[test]
fn own_counts_are_fitted_and_mistakes_shown() {
    let place = tempfile::tempdir().unwrap();
    let levelled = counts(place.path(), &[100, 210, 390, 820, 1600, 1500, 1650, 1580]);
    let said = say(place.path(), &["fit-enforcement", "--counts", levelled.to_str().unwrap(), "--out", "o"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(fs::read_to_string(place.path().join("o/fit.toml")).unwrap().contains("source = \"a test\""));

    let broken = counts(place.path(), &[100, 210, 0, 820, 1600]);
    let said = say(place.path(), &["fit-enforcement", "--counts", broken.to_str().unwrap()]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.remarks.contains("counts.toml:11:10") && said.remarks.contains("a count lies above 0"));
    let said = say(place.path(), &["fit-enforcement", "--counts", "nowhere.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("there is no file `nowhere.toml`"), "{}", said.remarks);
}

#[test]
fn endless_growth_is_told_and_not_written() {
    let place = tempfile::tempdir().unwrap();
    let endless = counts(place.path(), &[100, 155, 262, 400, 640, 1050]);
    let said = say(place.path(), &["fit-enforcement", "--counts", endless.to_str().unwrap(), "--out", "o"]);
    assert_eq!(said.code, Some(2));
    assert!(said.out.contains("The counts show no plateau"), "{}", said.out);
    assert!(said.remarks.contains("nothing was written"), "{}", said.remarks);
    assert_eq!(listing(place.path()), ["counts.toml"]);
}
