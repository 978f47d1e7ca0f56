use super::check;
use super::error::ChartError;
use super::layout::{wrap, wrap_evenly};
use super::palette::{HEAT_HIGH, HEAT_LOW};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, LINE_HEIGHT, MARGIN, MUTED_INK, PAPER, SMALL, SUBTITLE, TITLE};

/// A chain of questions, of which the first that is answered with yes decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTree {
    /// The finding as a sentence.
    pub title: String,
    /// About what, under which law and when.
    pub subtitle: String,
    /// From top to bottom, at most twenty.
    pub branches: Vec<TreeBranch>,
    /// What holds when every answer is no.
    pub otherwise: String,
    /// Remarks below the chain; may be empty.
    pub notes: Vec<String>,
}

/// One question of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeBranch {
    pub question: String,
    /// The figures that are compared.
    pub figures: String,
    /// Where it stands.
    pub article: String,
    /// What yes leads to.
    pub outcome: String,
    pub answer: Answer,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    No,
    Yes,
    /// An earlier yes has decided.
    NotAsked,
}

const WIDTH: u32 = 1600;
const MOST_BRANCHES: usize = 20;
/// Left part with the questions, then arrows, then outcomes.
const QUESTION_RIGHT: f64 = 1060.0;
const OUTCOME_LEFT: f64 = 1150.0;
const PADDING: f64 = 14.0;
/// Between two boxes: room for the arrow and its `no`.
const BETWEEN: f64 = 34.0;
const ARROW: f64 = 9.0;
/// Share of the room that text may fill: viewers that show another font and do not fit it into its measured length use up the rest.
const FONT_RESERVE: f64 = 0.84;

/// Draws the chain from top to bottom, with the path that was walked in dark and what it did not reach in pale.
///
/// # Errors
/// No branches or too many, no title.
pub fn decision_tree(data: &DecisionTree) -> Result<Picture, ChartError> {
    check::count("title", data.title.trim().len(), usize::MAX)?;
    check::count("branches", data.branches.len(), MOST_BRANCHES)?;
    let rows = data.branches.iter().map(Row::new).collect::<Result<Vec<Row<'_>>, ChartError>>()?;
    let heading = Lines::heading(data)?;
    let notes = Lines::notes(data)?;
    let chain: f64 = rows.iter().map(|row| row.height + BETWEEN).sum();
    let height = MARGIN + heading.height() + 24.0 + chain + LAST + 20.0 + notes.height() + MARGIN;
    let mut scene = Scene::new((WIDTH, height.ceil().max(200.0) as u32), data.title.trim());
    let mut top = heading.draw(&mut scene, MARGIN) + 24.0;
    for row in &rows {
        row.draw(&mut scene, top);
        top += row.height + BETWEEN;
    }
    let decided = data.branches.iter().any(|branch| branch.answer == Answer::Yes);
    last(&mut scene, top, &data.otherwise, !decided)?;
    notes.draw(&mut scene, top + LAST + 20.0);
    picture(&scene)
}

/// Height of the box at the end of the chain.
const LAST: f64 = 54.0;

fn last(scene: &mut Scene, top: f64, otherwise: &str, reached: bool) -> Result<(), ChartError> {
    let (fill, ink) = if reached { (HEAT_HIGH, PAPER) } else { (PAPER, AXIS) };
    let area = Area::new(MARGIN, top, QUESTION_RIGHT, top + LAST);
    scene.rectangle(area, fill);
    frame(scene, area, if reached { HEAT_HIGH } else { GRID });
    let style = if reached { Type::bold(LABEL, ink) } else { Type::regular(LABEL, ink) };
    let text = wrap(otherwise, style, area.width() - 2.0 * PADDING, 1)?.join(" ");
    scene.centred_text(text, point(area.left + PADDING, area.centre().y), Anchor::Start, style);
    Ok(())
}

/// Lines of text below each other.
struct Lines(Vec<(String, Type)>);

impl Lines {
    fn heading(data: &DecisionTree) -> Result<Lines, ChartError> {
        let width = FONT_RESERVE * (f64::from(WIDTH) - 2.0 * MARGIN);
        let (title, subtitle) = (Type::bold(TITLE, INK), Type::regular(SUBTITLE, MUTED_INK));
        let mut lines = Vec::new();
        lines.extend(wrap_evenly(data.title.trim(), title, width, 2)?.into_iter().map(|line| (line, title)));
        lines.extend(wrap(&data.subtitle, subtitle, width, 2)?.into_iter().map(|line| (line, subtitle)));
        Ok(Lines(lines))
    }

    fn notes(data: &DecisionTree) -> Result<Lines, ChartError> {
        let width = 0.94 * (f64::from(WIDTH) - 2.0 * MARGIN);
        let style = Type::regular(SMALL, MUTED_INK);
        let mut lines = Vec::new();
        for note in &data.notes {
            lines.extend(wrap(note, style, width, 2)?.into_iter().map(|line| (line, style)));
        }
        Ok(Lines(lines))
    }

    fn height(&self) -> f64 {
        self.0.iter().map(|(_, style)| LINE_HEIGHT * style.size).sum()
    }

    /// Gives the lower end.
    fn draw(self, scene: &mut Scene, top: f64) -> f64 {
        let mut base = top;
        for (line, style) in self.0 {
            base += LINE_HEIGHT * style.size;
            scene.text(line, point(MARGIN, base - 0.3 * style.size), Anchor::Start, style);
        }
        base
    }
}

/// A question with its outcome, laid out.
struct Row<'a> {
    branch: &'a TreeBranch,
    question: Vec<String>,
    figures: Vec<String>,
    article: Vec<String>,
    outcome: Vec<String>,
    height: f64,
}

impl<'a> Row<'a> {
    fn new(branch: &'a TreeBranch) -> Result<Row<'a>, ChartError> {
        let width = FONT_RESERVE * (QUESTION_RIGHT - MARGIN - 2.0 * PADDING);
        let side = FONT_RESERVE * (f64::from(WIDTH) - MARGIN - OUTCOME_LEFT - 2.0 * PADDING);
        let (large, small) = (Type::bold(LABEL, INK), Type::regular(SMALL, INK));
        // What was not asked needs no figures.
        let figures = if branch.answer == Answer::NotAsked { "" } else { &branch.figures };
        let question = wrap(&branch.question, large, width, 2)?;
        let figures = wrap(figures, small, width, 2)?;
        let article = wrap(&branch.article, small, width, 2)?;
        let outcome = wrap(&branch.outcome, large, side, 3)?;
        let of = |count: usize, size: f64| count as f64 * LINE_HEIGHT * size;
        let left = of(question.len(), LABEL) + of(figures.len() + article.len(), SMALL);
        let height = f64::max(left, of(outcome.len(), LABEL)) + 2.0 * PADDING - 6.0;
        Ok(Row { branch, question, figures, article, outcome, height })
    }

    fn draw(&self, scene: &mut Scene, top: f64) {
        let look = Look::of(self.branch.answer);
        let area = Area::new(MARGIN, top, QUESTION_RIGHT, top + self.height);
        scene.rectangle(area, look.ground);
        frame(scene, area, look.line);
        let mut base = top + PADDING - 6.0;
        let texts = [
            (&self.question, Type::bold(LABEL, look.ink)),
            (&self.figures, Type::regular(SMALL, look.ink)),
            (&self.article, Type::regular(SMALL, look.quiet)),
        ];
        for (lines, style) in texts {
            for line in lines {
                base += LINE_HEIGHT * style.size;
                scene.text(
                    line.clone(),
                    point(area.left + PADDING, base - 0.15 * style.size),
                    Anchor::Start,
                    style,
                );
            }
        }
        self.outcome(scene, area, &look);
        self.arrows(scene, area, &look);
    }

    fn outcome(&self, scene: &mut Scene, question: Area, look: &Look) {
        let yes = self.branch.answer == Answer::Yes;
        let area = Area { left: OUTCOME_LEFT, right: f64::from(WIDTH) - MARGIN, ..question };
        let (ground, ink) = if yes { (HEAT_HIGH, PAPER) } else { (PAPER, AXIS) };
        scene.rectangle(area, ground);
        frame(scene, area, if yes { HEAT_HIGH } else { GRID });
        let style = if yes { Type::bold(LABEL, ink) } else { Type::regular(LABEL, ink) };
        let middle = area.centre().y;
        let step = LINE_HEIGHT * LABEL;
        let first = middle - (self.outcome.len() as f64 - 1.0) / 2.0 * step;
        for (number, line) in self.outcome.iter().enumerate() {
            let at = point(area.left + PADDING, first + number as f64 * step);
            scene.centred_text(line.clone(), at, Anchor::Start, style);
        }
        let pen = if yes { look.path } else { Stroke::solid(GRID, 2.0) };
        let (from, to) = (point(question.right, middle), point(area.left - ARROW, middle));
        scene.segment(from, to, pen);
        let tip = point(area.left, middle);
        scene.polygon(
            vec![tip, point(tip.x - 1.6 * ARROW, middle - ARROW), point(tip.x - 1.6 * ARROW, middle + ARROW)],
            pen.colour,
        );
    }

    /// The arrow down, and the words on both arrows.
    fn arrows(&self, scene: &mut Scene, area: Area, look: &Look) {
        let (yes, no) = match self.branch.answer {
            Answer::Yes => (true, false),
            Answer::No => (false, true),
            Answer::NotAsked => (false, false),
        };
        let word = |walked: bool| if walked { Type::bold(SMALL, INK) } else { Type::regular(SMALL, AXIS) };
        let across = point((area.right + OUTCOME_LEFT) / 2.0, area.centre().y - 18.0);
        scene.centred_text(scene.language.say("tree-yes"), across, Anchor::Middle, word(yes));
        let x = area.left + 60.0;
        let pen = if no { look.path } else { Stroke::solid(GRID, 2.0) };
        let tip = point(x, area.bottom + BETWEEN);
        scene.segment(point(x, area.bottom), point(x, tip.y - ARROW), pen);
        scene.polygon(
            vec![tip, point(x - ARROW, tip.y - 1.6 * ARROW), point(x + ARROW, tip.y - 1.6 * ARROW)],
            pen.colour,
        );
        let style = word(no);
        let beside = point(x + 18.0, area.bottom + BETWEEN / 2.0);
        scene.centred_text(scene.language.say("tree-no"), beside, Anchor::Start, style);
    }
}

/// How a box looks by its answer.
struct Look {
    ground: Colour,
    line: Colour,
    ink: Colour,
    quiet: Colour,
    path: Stroke,
}

impl Look {
    fn of(answer: Answer) -> Look {
        let path = Stroke::solid(HEAT_HIGH, 5.0);
        match answer {
            Answer::Yes => Look {
                ground: HEAT_LOW.mixed_with(HEAT_HIGH, 0.12),
                line: HEAT_HIGH,
                ink: INK,
                quiet: MUTED_INK,
                path,
            },
            Answer::No => Look { ground: HEAT_LOW, line: HEAT_HIGH, ink: INK, quiet: MUTED_INK, path },
            Answer::NotAsked => Look { ground: PAPER, line: GRID, ink: AXIS, quiet: AXIS, path },
        }
    }
}

fn frame(scene: &mut Scene, area: Area, colour: Colour) {
    let Area { left, top, right, bottom } = area;
    let corners = vec![
        point(left, top),
        point(right, top),
        point(right, bottom),
        point(left, bottom),
        point(left, top),
    ];
    scene.line(corners, Stroke::solid(colour, 2.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::assert_texts_inside;

    fn branch(question: &str, answer: Answer) -> TreeBranch {
        TreeBranch {
            question: question.to_owned(),
            figures: "persons exported: 63,000, asked: 100,000 or more".to_owned(),
            article: "Order 1 Art. 4".to_owned(),
            outcome: "security assessment".to_owned(),
            answer,
        }
    }

    fn tree(answers: &[Answer]) -> DecisionTree {
        let branches = answers.iter().enumerate();
        DecisionTree {
            title: "HR data needs a security assessment".to_owned(),
            subtitle: "Some law, 2027-01".to_owned(),
            branches: branches
                .map(|(number, answer)| branch(&format!("Question {number}"), *answer))
                .collect(),
            otherwise: "Nothing is needed".to_owned(),
            notes: vec!["Would change with more persons.".to_owned()],
        }
    }

    fn drawn(tree: &DecisionTree) -> Picture {
        let picture = decision_tree(tree).unwrap();
        let size = image::load_from_memory(&picture.png).unwrap();
        assert_texts_inside(&picture.svg, f64::from(size.width()));
        picture
    }

    #[test]
    fn figures_are_shown_of_what_was_asked_only() {
        let picture = drawn(&tree(&[Answer::No, Answer::Yes, Answer::NotAsked]));
        assert_eq!(picture.svg.matches("63,000").count(), 2);
        for question in ["Question 0", "Question 1", "Question 2", "Nothing is needed", "more persons"] {
            assert!(picture.svg.contains(question), "{question}");
        }
    }

    #[test]
    fn long_words_stay_inside_and_any_length_is_drawn() {
        for count in [1, 20] {
            let mut long = tree(&vec![Answer::No; count]);
            long.branches[0].question = "Is it so that everything is asked at once ".repeat(8);
            long.branches[0].outcome = "standard contract or, within the group, certification".to_owned();
            long.otherwise = "Otherwise ".repeat(40);
            drawn(&long);
        }
    }

    #[test]
    fn a_chain_without_branches_is_refused() {
        assert!(matches!(decision_tree(&tree(&[])), Err(ChartError::Empty { .. })));
        assert!(matches!(decision_tree(&tree(&[Answer::No; 21])), Err(ChartError::TooMany { .. })));
    }
}
