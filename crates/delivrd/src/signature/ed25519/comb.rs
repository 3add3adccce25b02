//! Multiples of one point, looked up: for a key that verifies thousands of signatures.
//!
//! A scalar below 2^253 is written with 32 digits from -128 to 127 in base 256. For each place
//! there is a row with 1 to 128 times the point times 256^place, so that the product is the sum of
//! 32 looked-up points, without a doubling. What is looked up depends on public values alone.
#![expect(clippy::arithmetic_side_effects, reason = "the sum of two points is a point")]

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;

/// Rows, one for each digit.
const PLACES: usize = 32;
/// Points of a row: a digit's largest absolute value.
const ROW: usize = 128;

/// The table of a point: 4,096 points of 160 bytes.
pub(super) struct Comb(Box<[EdwardsPoint]>);

impl Comb {
    /// The table of a point's negative.
    pub(super) fn of_negative(point: EdwardsPoint) -> Self {
        Self::new(-point)
    }

    /// Takes some 4,096 additions.
    pub(super) fn new(point: EdwardsPoint) -> Self {
        let mut table = Vec::with_capacity(PLACES * ROW);
        let mut step = point;
        for _ in 0..PLACES {
            let row = std::iter::successors(Some(step), |multiple| Some(multiple + step));
            table.extend(row.take(ROW));
            // 256 times the point of this row: twice its last one.
            step = table.last().map_or(step, |last| last + last);
        }
        Self(table.into_boxed_slice())
    }

    /// Adds the scalar's multiple of the point to a sum.
    pub(super) fn add_multiple(&self, sum: EdwardsPoint, scalar: &Scalar) -> EdwardsPoint {
        let rows = self.0.chunks_exact(ROW).zip(digits(scalar));
        rows.fold(sum, |sum, (row, digit)| {
            let multiple = usize::from(digit.unsigned_abs()).checked_sub(1);
            match multiple.and_then(|index| row.get(index)) {
                None => sum,
                Some(point) if digit > 0 => sum + point,
                Some(point) => sum - point,
            }
        })
    }
}

/// The digits in base 256 with a sign, the lowest first. A byte past 127 becomes negative and
/// passes one on to the next place; the highest byte of a reduced scalar is at most 16.
fn digits(scalar: &Scalar) -> [i8; PLACES] {
    let mut carry = false;
    scalar.to_bytes().map(|byte| {
        let (digit, overflow) = byte.overflowing_add(u8::from(carry));
        carry = overflow || digit > 127;
        digit.cast_signed()
    })
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
    use curve25519_dalek::traits::Identity;
    use proptest::prelude::*;

    use super::*;

    fn scalars() -> impl Strategy<Value = Scalar> {
        let edges =
            [0_u8, 1, 127, 128, 129, 255].map(|byte| Scalar::from_bytes_mod_order([byte; 32]));
        let small = (0_u64..70_000).prop_map(Scalar::from);
        let any = any::<[u8; 32]>().prop_map(Scalar::from_bytes_mod_order);
        prop_oneof![Just(-Scalar::ONE), prop::sample::select(edges.to_vec()), small, any]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn a_multiple_is_what_the_curve_s_own_multiplication_makes(
            scalars in prop::collection::vec(scalars(), 8),
            seed in any::<[u8; 32]>(),
            torsion in 0_usize..8,
        ) {
            let point = ED25519_BASEPOINT_POINT * Scalar::from_bytes_mod_order(seed);
            // A key may have a part of small order: there a scalar is not its remainder.
            let point = point + EIGHT_TORSION[torsion];
            let comb = Comb::new(point);
            for scalar in scalars {
                let multiple = comb.add_multiple(EdwardsPoint::identity(), &scalar);
                prop_assert_eq!(multiple.compress(), (point * scalar).compress());
            }
        }
    }
}
