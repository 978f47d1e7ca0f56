//! Direction numbers of the first dimensions of Sobol's sequence.
//!
//! # Source
//! S. Joe and F. Y. Kuo (2008), "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30,
//! 2635–2654; the file `new-joe-kuo-6.21201`. Copyright (c) 2008, Frances Y. Kuo and Stephen Joe; its licence is in
//! `assets/licenses/joe-kuo.txt`.

/// Dimensions that the table holds.
pub const DIMENSIONS: usize = 32;

/// Binary digits of a point's number that count.
pub(super) const DIGITS: usize = 32;

/// Degree s of the primitive polynomial, its inner coefficients a as binary digits, and m₁ … m_s; for dimensions 2, 3 …
const JOE_KUO: [(usize, u32, [u32; 7]); DIMENSIONS - 1] = [
    (1, 0, [1, 0, 0, 0, 0, 0, 0]),
    (2, 1, [1, 3, 0, 0, 0, 0, 0]),
    (3, 1, [1, 3, 1, 0, 0, 0, 0]),
    (3, 2, [1, 1, 1, 0, 0, 0, 0]),
    (4, 1, [1, 1, 3, 3, 0, 0, 0]),
    (4, 4, [1, 3, 5, 13, 0, 0, 0]),
    (5, 2, [1, 1, 5, 5, 17, 0, 0]),
    (5, 4, [1, 1, 5, 5, 5, 0, 0]),
    (5, 7, [1, 1, 7, 11, 19, 0, 0]),
    (5, 11, [1, 1, 5, 1, 1, 0, 0]),
    (5, 13, [1, 1, 1, 3, 11, 0, 0]),
    (5, 14, [1, 3, 5, 5, 31, 0, 0]),
    (6, 1, [1, 3, 3, 9, 7, 49, 0]),
    (6, 13, [1, 1, 1, 15, 21, 21, 0]),
    (6, 16, [1, 3, 1, 13, 27, 49, 0]),
    (6, 19, [1, 1, 1, 15, 7, 5, 0]),
    (6, 22, [1, 3, 1, 15, 13, 25, 0]),
    (6, 25, [1, 1, 5, 5, 19, 61, 0]),
    (7, 1, [1, 3, 7, 11, 23, 15, 103]),
    (7, 4, [1, 3, 7, 13, 13, 15, 69]),
    (7, 7, [1, 1, 3, 13, 7, 35, 63]),
    (7, 8, [1, 3, 5, 9, 1, 25, 53]),
    (7, 14, [1, 3, 1, 13, 9, 35, 107]),
    (7, 19, [1, 3, 1, 5, 27, 61, 31]),
    (7, 21, [1, 1, 5, 11, 19, 41, 61]),
    (7, 28, [1, 3, 5, 3, 3, 13, 69]),
    (7, 31, [1, 1, 7, 13, 1, 19, 1]),
    (7, 32, [1, 3, 7, 5, 13, 19, 59]),
    (7, 37, [1, 1, 3, 9, 25, 29, 41]),
    (7, 41, [1, 3, 5, 13, 23, 1, 55]),
    (7, 42, [1, 3, 7, 3, 13, 59, 17]),
];

/// `[dimension][digit]`: what the k-th binary digit of a point's number, from the lowest, adds (exclusive or) to the
/// coordinate; 32 binary digits after the point.
pub(super) const DIRECTIONS: [[u32; DIGITS]; DIMENSIONS] = directions();

/// v_k = m_k / 2ᵏ; m_k = 2a₁m_{k−1} ⊕ 2²a₂m_{k−2} ⊕ … ⊕ 2ˢm_{k−s} ⊕ m_{k−s} beyond the m that are given. The first dimension
/// has m_k = 1 throughout: the digits in reverse.
const fn directions() -> [[u32; DIGITS]; DIMENSIONS] {
    let mut all = [[0; DIGITS]; DIMENSIONS];
    let mut digit = 0;
    while digit < DIGITS {
        all[0][digit] = 1 << (DIGITS - 1 - digit);
        digit += 1;
    }
    let mut dimension = 1;
    while dimension < DIMENSIONS {
        let (degree, coefficients, initial) = JOE_KUO[dimension - 1];
        let mut digit = 0;
        while digit < DIGITS {
            all[dimension][digit] = if digit < degree {
                initial[digit] << (DIGITS - 1 - digit)
            } else {
                let earlier = all[dimension][digit - degree];
                let mut direction = earlier ^ (earlier >> degree);
                let mut back = 1;
                while back < degree {
                    if (coefficients >> (degree - 1 - back)) & 1 == 1 {
                        direction ^= all[dimension][digit - back];
                    }
                    back += 1;
                }
                direction
            };
            digit += 1;
        }
        dimension += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_initial_number_is_odd_and_small_enough() {
        for (degree, coefficients, initial) in JOE_KUO {
            for (position, number) in initial[..degree].iter().enumerate() {
                assert!(number % 2 == 1 && *number < 2 << position);
            }
            assert!(initial[degree..].iter().all(|number| *number == 0));
            assert!(coefficients < 1 << (degree - 1) || degree == 1);
        }
    }

    /// x^s + a₁x^(s−1) + … + 1 is primitive over GF(2): x has order 2^s − 1 modulo it.
    #[test]
    fn every_polynomial_is_primitive_and_none_comes_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (degree, coefficients, _) in JOE_KUO {
            let polynomial: u32 = (1 << degree) | (coefficients << 1) | 1;
            assert!(seen.insert(polynomial), "{polynomial:b}");
            let times_x = |power: u32| {
                let raised = power << 1;
                if raised >> degree & 1 == 1 { raised ^ polynomial } else { raised }
            };
            let mut power = if degree == 1 { 1 } else { times_x(1) };
            let mut order = 1;
            while power != 1 {
                power = times_x(power);
                order += 1;
            }
            assert_eq!(order, (1 << degree) - 1, "degree {degree}, polynomial {polynomial:b}");
        }
    }
}
