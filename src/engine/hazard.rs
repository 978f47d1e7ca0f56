/// Cumulative hazard Λ(t) of a rate that is constant between breakpoints, over the horizon.
///
/// Time in months, Λ in expected events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hazard {
    pieces: Vec<Piece>,
    end: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    from: f64,
    cumulative: f64,
    rate_per_month: f64,
}

impl Hazard {
    /// Starts anew: no piece yet, horizon of `end` months.
    pub fn reset(&mut self, end: f64) {
        self.pieces.clear();
        self.end = end;
    }

    /// The horizon, months.
    pub fn end(&self) -> f64 {
        self.end
    }

    /// Adds the rate that holds from `from` on; pieces come in order of time, the first at 0.
    pub fn push(&mut self, from: f64, rate_per_year: f64) {
        let cumulative = self.cumulative(from);
        self.pieces.push(Piece { from, cumulative, rate_per_month: rate_per_year / 12.0 });
    }

    /// Λ(t), expected events up to month `time`.
    pub fn cumulative(&self, time: f64) -> f64 {
        let next = self.pieces.partition_point(|piece| piece.from <= time);
        match next.checked_sub(1).map(|last| self.pieces[last]) {
            Some(piece) => piece.cumulative + piece.rate_per_month * (time - piece.from),
            None => 0.0,
        }
    }

    /// ∫ w(t) dΛ(t) over months `from` to `to`, for a weight w with the antiderivative `weight`.
    pub fn integral(&self, from: f64, to: f64, weight: impl Fn(f64) -> f64) -> f64 {
        let mut sum = 0.0;
        for (place, piece) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(place + 1).map_or(f64::INFINITY, |next| next.from);
            let (start, end) = (f64::max(piece.from, from), f64::min(end, to));
            if start < end && piece.rate_per_month > 0.0 {
                sum += piece.rate_per_month * (weight(end) - weight(start));
            }
        }
        sum
    }

    /// Λ⁻¹: the earliest month at which `target` expected events have accumulated; `None` beyond the horizon.
    ///
    /// Raising a rate anywhere never makes this later.
    pub fn inverse(&self, target: f64) -> Option<f64> {
        // The last piece that begins below the target holds the solution.
        let next = self.pieces.partition_point(|piece| piece.cumulative < target);
        let piece = self.pieces[..next].last().or(self.pieces.first())?;
        if piece.rate_per_month <= 0.0 {
            return None;
        }
        let time = piece.from + (target - piece.cumulative) / piece.rate_per_month;
        (time < self.end).then_some(time)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Hazard;

    fn hazard(pieces: &[(f64, f64)], end: f64) -> Hazard {
        let mut hazard = Hazard::default();
        hazard.reset(end);
        for (from, rate) in pieces {
            hazard.push(*from, *rate);
        }
        hazard
    }

    #[test]
    fn inverts_across_pieces_and_gaps() {
        // 1.2 a year for 10 months: Λ(10) = 1. Nothing until month 20. Then 2.4 a year: Λ(30) = 1 + 0.2·10 = 3.
        let hazard = hazard(&[(0.0, 1.2), (10.0, 0.0), (20.0, 2.4)], 60.0);
        assert!((hazard.cumulative(30.0) - 3.0).abs() < 1e-12);
        assert!((hazard.inverse(0.5).unwrap() - 5.0).abs() < 1e-12);
        assert!((hazard.inverse(1.5).unwrap() - 22.5).abs() < 1e-12);
        // Λ(60) = 1 + 0.2·40 = 9.
        assert_eq!(hazard.inverse(9.5), None);
    }

    #[test]
    fn integrates_a_weight_over_part_of_the_pieces() {
        // Rates of 0.1 and 0.2 a month before and after month 10, weight 2t with antiderivative t²:
        // 0.1·(100 − 25) + 0.2·(225 − 100) = 32.5. With weight 1 it is Λ(15) − Λ(5) = 0.5 + 1.
        let hazard = hazard(&[(0.0, 1.2), (10.0, 2.4)], 60.0);
        assert!((hazard.integral(5.0, 15.0, |t| t * t) - 32.5).abs() < 1e-12);
        assert!((hazard.integral(5.0, 15.0, |t| t) - 1.5).abs() < 1e-12);
        assert_eq!(hazard.integral(5.0, 5.0, |t| t), 0.0);
    }

    #[test]
    fn no_rate_no_event() {
        assert_eq!(hazard(&[(0.0, 0.0)], 60.0).inverse(1e-9), None);
        assert_eq!(hazard(&[(0.0, 1.0), (5.0, 0.0)], 60.0).inverse(1.0), None);
    }

    proptest! {
        #[test]
        fn a_higher_rate_never_delays_an_event(
            rates in proptest::collection::vec(0.0..5.0f64, 1..6),
            raised in 0usize..6,
            by in 0.0..3.0f64,
            target in 0.0..10.0f64,
        ) {
            let pieces: Vec<(f64, f64)> = rates.iter().enumerate().map(|(i, rate)| (i as f64 * 12.0, *rate)).collect();
            let mut higher = pieces.clone();
            let position = raised % higher.len();
            higher[position].1 += by;
            let (low, high) = (hazard(&pieces, 72.0), hazard(&higher, 72.0));
            match (low.inverse(target), high.inverse(target)) {
                // Rounding of the two sums may differ in the last bits.
                (Some(late), Some(early)) => prop_assert!(early <= late + 1e-9),
                (Some(_), None) => prop_assert!(false, "an event vanished"),
                (None, _) => {}
            }
        }
    }
}
