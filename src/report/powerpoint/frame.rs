//! The parts that every presentation has: theme, master, two layouts, properties.

use super::package::{Package, Relationships};
use super::text::{INCH, INK, MUTED, Place, solid_fill};
use super::xml::{Element, element, valued};

/// Width and height of a slide, 16:9.
pub const SLIDE: (i64, i64) = (12_192_000, 6_858_000);
/// Namespaces of a part of a presentation.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
];
/// Letters that every machine has or replaces by ones of the same widths.
const FONT: &str = "Arial";
/// Accents of the theme: the colours of the first six options.
const ACCENTS: [&str; 6] = ["332288", "CC6677", "88CCEE", "117733", "882255", "44AA99"];

/// The layouts, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Title,
    Content,
}

impl Layout {
    /// Relative to a slide.
    pub fn target(self) -> &'static str {
        match self {
            Layout::Title => "../slideLayouts/slideLayout1.xml",
            Layout::Content => "../slideLayouts/slideLayout2.xml",
        }
    }
}

/// The outermost element of a part.
pub fn root(name: &'static str) -> Element {
    NAMESPACES.iter().fold(element(name), |root, (name, value)| root.with(name, value))
}

/// Content type of a slide.
pub const SLIDE_TYPE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";
/// Where titles stand.
pub fn title_place() -> Place {
    Place::inches(0.6, 0.66, 12.13, 0.92)
}

/// Where the number of the slide stands.
pub fn number_place() -> Place {
    Place::inches(11.73, 7.02, 1.0, 0.28)
}

/// A tree of shapes.
pub fn tree(shapes: impl IntoIterator<Item = Element>) -> Element {
    let names = element("p:nvGrpSpPr")
        .child(element("p:cNvPr").with("id", 1).with("name", ""))
        .child(element("p:cNvGrpSpPr"))
        .child(element("p:nvPr"));
    let nothing = element("a:xfrm")
        .child(element("a:off").with("x", 0).with("y", 0))
        .child(element("a:ext").with("cx", 0).with("cy", 0))
        .child(element("a:chOff").with("x", 0).with("y", 0))
        .child(element("a:chExt").with("cx", 0).with("cy", 0));
    element("p:spTree").child(names).child(element("p:grpSpPr").child(nothing)).children(shapes)
}

/// The number of the slide, kept by the program.
pub fn number_shape(id: usize) -> Element {
    let properties = element("a:rPr").with("lang", "en-GB").with("sz", 900).child(solid_fill(MUTED));
    let field = element("a:fld")
        .with("id", "{5C8F7D2E-3B1A-4F60-9C47-2E8D6A91B035}")
        .with("type", "slidenum")
        .child(properties)
        .child(element("a:t").text("‹#›"));
    let paragraph = element("a:p").child(element("a:pPr").with("algn", "r")).child(field);
    let names = element("p:nvSpPr")
        .child(element("p:cNvPr").with("id", id).with("name", "Slide number"))
        .child(element("p:cNvSpPr").child(element("a:spLocks").with("noGrp", 1)))
        .child(
            element("p:nvPr")
                .child(element("p:ph").with("type", "sldNum").with("sz", "quarter").with("idx", 12)),
        );
    element("p:sp").child(names).child(shape_at(number_place())).child(
        element("p:txBody")
            .child(element("a:bodyPr").with("rIns", 0).with("anchor", "ctr"))
            .child(element("a:lstStyle"))
            .child(paragraph),
    )
}

fn shape_at(place: Place) -> Element {
    element("p:spPr")
        .child(place.transform("a:xfrm"))
        .child(element("a:prstGeom").with("prst", "rect").child(element("a:avLst")))
}

fn title_shape(kind: &'static str, place: Place) -> Element {
    let names = element("p:nvSpPr")
        .child(element("p:cNvPr").with("id", 2).with("name", "Title"))
        .child(element("p:cNvSpPr").child(element("a:spLocks").with("noGrp", 1)))
        .child(element("p:nvPr").child(element("p:ph").with("type", kind)));
    let body = element("p:txBody")
        .child(
            element("a:bodyPr")
                .with("lIns", 0)
                .with("tIns", 0)
                .with("rIns", 0)
                .with("bIns", 0)
                .with("anchor", "t"),
        )
        .child(element("a:lstStyle"))
        .child(element("a:p").child(
            element("a:r").child(element("a:rPr").with("lang", "en-GB")).child(element("a:t").text("Title")),
        ));
    element("p:sp").child(names).child(shape_at(place)).child(body)
}

fn theme() -> Element {
    let colour = |name: &'static str, code: &str| element(name).child(valued("a:srgbClr", code));
    let accents = ["a:accent1", "a:accent2", "a:accent3", "a:accent4", "a:accent5", "a:accent6"];
    let colours = element("a:clrScheme")
        .with("name", "Splitstack")
        .child(colour("a:dk1", INK))
        .child(colour("a:lt1", "FFFFFF"))
        .child(colour("a:dk2", "1B4F86"))
        .child(colour("a:lt2", "E6EBF1"))
        .children(accents.into_iter().zip(ACCENTS).map(|(name, code)| colour(name, code)))
        .child(colour("a:hlink", "1B4F86"))
        .child(colour("a:folHlink", "882255"));
    let font = |name: &'static str| {
        element(name)
            .child(element("a:latin").with("typeface", FONT))
            .child(element("a:ea").with("typeface", ""))
            .child(element("a:cs").with("typeface", ""))
    };
    let placeholder = || element("a:solidFill").child(valued("a:schemeClr", "phClr"));
    let line = |width: u32| element("a:ln").with("w", width).child(placeholder());
    let formats = element("a:fmtScheme")
        .with("name", "Splitstack")
        .child(element("a:fillStyleLst").children([placeholder(), placeholder(), placeholder()]))
        .child(element("a:lnStyleLst").children([line(6_350), line(12_700), line(19_050)]))
        .child(
            element("a:effectStyleLst")
                .children((0..3).map(|_| element("a:effectStyle").child(element("a:effectLst")))),
        )
        .child(element("a:bgFillStyleLst").children([placeholder(), placeholder(), placeholder()]));
    element("a:theme").with(NAMESPACES[0].0, NAMESPACES[0].1).with("name", "Splitstack").child(
        element("a:themeElements")
            .child(colours)
            .child(
                element("a:fontScheme")
                    .with("name", "Splitstack")
                    .child(font("a:majorFont"))
                    .child(font("a:minorFont")),
            )
            .child(formats),
    )
}

fn styles() -> Element {
    let level = |name: &'static str, size: u32, bold: u8| {
        let letters = element("a:defRPr")
            .with("sz", size)
            .with("b", bold)
            .child(element("a:solidFill").child(valued("a:schemeClr", "tx1")))
            .child(element("a:latin").with("typeface", "+mn-lt"));
        element(name).child(element("a:buNone")).child(letters)
    };
    element("p:txStyles")
        .child(element("p:titleStyle").child(level("a:lvl1pPr", 2_400, 1)))
        .child(element("p:bodyStyle").child(level("a:lvl1pPr", 1_400, 0)))
        .child(element("p:otherStyle").child(level("a:lvl1pPr", 1_200, 0)))
}

fn master() -> Element {
    let background = element("p:bg").child(
        element("p:bgPr")
            .child(element("a:solidFill").child(valued("a:schemeClr", "bg1")))
            .child(element("a:effectLst")),
    );
    let map = [
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
        ("accent1", "accent1"),
        ("accent2", "accent2"),
        ("accent3", "accent3"),
        ("accent4", "accent4"),
        ("accent5", "accent5"),
        ("accent6", "accent6"),
        ("hlink", "hlink"),
        ("folHlink", "folHlink"),
    ];
    let layouts = [(2_147_483_649_u32, "rId1"), (2_147_483_650, "rId2")];
    let shapes = tree([title_shape("title", title_place()), number_shape(3)]);
    root("p:sldMaster")
        .child(element("p:cSld").child(background).child(shapes))
        .child(map.into_iter().fold(element("p:clrMap"), |map, (name, value)| map.with(name, value)))
        .child(element("p:sldLayoutIdLst").children(
            layouts.map(|(id, target)| element("p:sldLayoutId").with("id", id).with("r:id", target)),
        ))
        .child(styles())
}

fn layout(layout: Layout) -> Element {
    let (name, kind, title) = match layout {
        Layout::Title => ("Title", "title", title_shape("ctrTitle", Place::inches(0.9, 2.1, 11.5, 1.9))),
        Layout::Content => ("Finding", "titleOnly", title_shape("title", title_place())),
    };
    let number = (layout == Layout::Content).then(|| number_shape(3));
    root("p:sldLayout")
        .with("type", kind)
        .with("preserve", 1)
        .child(element("p:cSld").with("name", name).child(tree([title].into_iter().chain(number))))
        .child(element("p:clrMapOvr").child(element("a:masterClrMapping")))
}

/// Adds everything but the slides.
///
/// - `slides`: how many there are.
/// - `title`, `created`: of the properties.
pub fn add_frame(package: &mut Package, slides: usize, title: &str, created: &str) {
    let mut to_root = Relationships::default();
    to_root.add("officeDocument", "ppt/presentation.xml");
    to_root.add(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    );
    to_root.add("extended-properties", "docProps/app.xml");
    package.add_root(&to_root);
    package.add(
        "docProps/core.xml",
        Some("application/vnd.openxmlformats-package.core-properties+xml"),
        core(title, created).part(),
    );
    package.add(
        "docProps/app.xml",
        Some("application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        element("Properties")
            .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
            .child(element("Application").text("splitstack"))
            .part(),
    );
    let mut of_presentation = Relationships::default();
    let master_id = of_presentation.add("slideMaster", "slideMasters/slideMaster1.xml");
    of_presentation.add("theme", "theme/theme1.xml");
    let ids: Vec<String> = (1..=slides)
        .map(|number| of_presentation.add("slide", &format!("slides/slide{number}.xml")))
        .collect();
    package.add_with(
        "ppt/presentation.xml",
        Some(PRESENTATION_TYPE),
        &presentation(&master_id, &ids),
        &of_presentation,
    );
    let mut of_master = Relationships::default();
    of_master.add("slideLayout", "../slideLayouts/slideLayout1.xml");
    of_master.add("slideLayout", "../slideLayouts/slideLayout2.xml");
    of_master.add("theme", "../theme/theme1.xml");
    package.add_with("ppt/slideMasters/slideMaster1.xml", Some(MASTER_TYPE), &master(), &of_master);
    for (number, kind) in [(1, Layout::Title), (2, Layout::Content)] {
        let mut of_layout = Relationships::default();
        of_layout.add("slideMaster", "../slideMasters/slideMaster1.xml");
        let path = format!("ppt/slideLayouts/slideLayout{number}.xml");
        package.add_with(&path, Some(LAYOUT_TYPE), &layout(kind), &of_layout);
    }
    package.add(
        "ppt/theme/theme1.xml",
        Some("application/vnd.openxmlformats-officedocument.theme+xml"),
        theme().part(),
    );
}

const PRESENTATION_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const MASTER_TYPE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
const LAYOUT_TYPE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml";

fn presentation(master: &str, slides: &[String]) -> Element {
    let slide = |(number, id): (usize, &String)| element("p:sldId").with("id", 256 + number).with("r:id", id);
    root("p:presentation")
        .child(
            element("p:sldMasterIdLst")
                .child(element("p:sldMasterId").with("id", 2_147_483_648_u32).with("r:id", master)),
        )
        .child(element("p:sldIdLst").children(slides.iter().enumerate().map(slide)))
        .child(element("p:sldSz").with("cx", SLIDE.0).with("cy", SLIDE.1))
        .child(element("p:notesSz").with("cx", 75 * INCH / 10).with("cy", 10 * INCH))
}

fn core(title: &str, created: &str) -> Element {
    let date = |name: &'static str| element(name).with("xsi:type", "dcterms:W3CDTF").text(created);
    element("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(element("dc:title").text(title))
        .child(element("dc:language").text("en"))
        .child(date("dcterms:created"))
        .child(date("dcterms:modified"))
}
