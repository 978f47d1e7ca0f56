//! What every distribution can do.

/// A distribution of one number, drawn by inversion.
///
/// Inversion makes each variate a monotone function of one uniform: with a fixed seed, results move smoothly when a
/// parameter moves.
pub trait Univariate {
    /// Generalised quantile: the smallest `x` with `cdf(x) ≥ u`, for `u` in `(0, 1)`.
    ///
    /// Non-decreasing in `u` up to rounding: uniforms that differ by a few units in their last place may give values
    /// that fall by a few units in theirs (at most about 1e-15 relative). At `u` = 0 or 1 an end of the support, which may
    /// be infinite; NaN outside `[0, 1]`.
    fn inverse_cdf(&self, u: f64) -> f64;

    /// The value of the uniform `u` in a trial: [`inverse_cdf`](Self::inverse_cdf), for some distributions from a table.
    ///
    /// What a run draws comes from here or from [`draw_block`](Self::draw_block), and nothing else does. The two differ from
    /// `inverse_cdf` by less than 1e-12 of the range, and rise with `u` up to 4e-15 relative.
    fn draw(&self, u: f64) -> f64 {
        self.inverse_cdf(u)
    }

    /// Replaces each uniform by its value; the same bits as [`draw`](Self::draw).
    ///
    /// - `uniforms`: shape `[trial]`.
    fn draw_block(&self, uniforms: &mut [f64]) {
        for place in uniforms {
            *place = self.draw(*place);
        }
    }

    /// Probability of a value of at most `x`.
    fn cdf(&self, x: f64) -> f64;

    /// Expected value.
    fn mean(&self) -> f64;

    /// Standard deviation; infinite where the tail is too heavy.
    fn standard_deviation(&self) -> f64;

    /// Smallest closed interval that holds all probability; ends may be infinite.
    fn support(&self) -> (f64, f64);

    /// Values that have a positive probability of their own, with that probability, rising.
    fn atoms(&self) -> Vec<(f64, f64)> {
        let (low, high) = self.support();
        if low == high { vec![(low, 1.0)] } else { Vec::new() }
    }

    /// Whether there is only one possible value.
    fn is_certain(&self) -> bool {
        let (low, high) = self.support();
        low == high
    }
}

/// The CDF of a single certain value.
pub(crate) fn step(x: f64, at: f64) -> f64 {
    if x >= at { 1.0 } else { 0.0 }
}
