package farebox.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a quantity becomes an amount. All are functions of the quantity of one period and never round; the edge of a tier
 * belongs to the tier below it.
 */
public sealed interface PriceModel {
    ExactAmount amount(Quantity quantity);

    /** What a further quantity costs after an earlier one of the same period. */
    default ExactAmount amountAfter(Quantity earlier, Quantity further) {
        return amount(earlier.plus(further)).minus(amount(earlier));
    }

    /** The same price for each unit beyond the free ones. */
    record PerUnit(Money unitPrice, Quantity freeUnits) implements PriceModel {
        @Override
        public ExactAmount amount(Quantity quantity) {
            return unitPrice.times(quantity.minusOrZero(freeUnits));
        }
    }

    /**
     * Each tier prices the units that fall into it, and adds its flat fee once it is entered.
     *
     * @param flatFeeAtZero whether the first tier counts as entered without any usage (Lago and OpenMeter: yes)
     */
    record Graduated(List<Tier> tiers, boolean flatFeeAtZero) implements PriceModel {
        public Graduated {
            tiers = List.copyOf(tiers);
            Tier.requireLadder(tiers);
        }

        @Override
        public ExactAmount amount(Quantity quantity) {
            ExactAmount sum = tiers.getFirst().nothing();
            Quantity from = Quantity.ZERO;
            for (Tier tier : tiers) {
                Quantity in = tier.clip(quantity).minusOrZero(from);
                boolean entered = !in.isZero() || (flatFeeAtZero && from.isZero());
                sum = entered ? sum.plus(tier.amount(in)) : sum;
                from = tier.upTo().orElse(quantity);
            }
            return sum;
        }
    }

    /**
     * The tier in which the whole quantity ends prices every unit, and adds its flat fee.
     *
     * @param flatFeeAtZero whether the first tier counts as entered without any usage (Lago and OpenMeter: yes)
     */
    record Volume(List<Tier> tiers, boolean flatFeeAtZero) implements PriceModel {
        public Volume {
            tiers = List.copyOf(tiers);
            Tier.requireLadder(tiers);
        }

        @Override
        public ExactAmount amount(Quantity quantity) {
            if (quantity.isZero() && !flatFeeAtZero) {
                return tiers.getFirst().nothing();
            }
            return tiers.stream()
                    .filter(tier -> tier.reaches(quantity))
                    .findFirst()
                    .orElseThrow()
                    .amount(quantity);
        }
    }

    /** A price for each package that is filled or begun, beyond the free units. */
    record PerPackage(Quantity size, Money packagePrice, Quantity freeUnits) implements PriceModel {
        public PerPackage {
            requirePositive(size);
        }

        @Override
        public ExactAmount amount(Quantity quantity) {
            return packagePrice.times(quantity.minusOrZero(freeUnits).blocksOf(size));
        }
    }

    /**
     * Tiers of blocks, as Kill Bill has them: a block that is filled or begun is charged whole. What lies beyond the
     * last tier is charged at that tier.
     */
    record Blocks(List<BlockTier> tiers, BlockMode mode) implements PriceModel {
        public Blocks {
            tiers = List.copyOf(tiers);
            if (tiers.isEmpty()) {
                throw new IllegalArgumentException("a price in blocks has at least one tier");
            }
        }

        @Override
        public ExactAmount amount(Quantity quantity) {
            List<Quantity> parts = parts(quantity);
            if (parts.isEmpty()) {
                return Money.zero(tiers.getFirst().blockPrice().currency()).exact();
            }
            return switch (mode) {
                case ALL_TIERS -> allTiers(parts);
                case TOP_TIER -> tiers.get(parts.size() - 1).amount(quantity);
            };
        }

        private ExactAmount allTiers(List<Quantity> parts) {
            ExactAmount sum = ExactAmount.zero(tiers.getFirst().blockPrice().currency());
            for (int i = 0; i < parts.size(); i++) {
                sum = sum.plus(tiers.get(i).amount(parts.get(i)));
            }
            return sum;
        }

        /** The units in each tier that is reached. */
        private List<Quantity> parts(Quantity quantity) {
            List<Quantity> parts = new ArrayList<>();
            Quantity left = quantity;
            for (BlockTier tier : tiers) {
                boolean last = parts.size() == tiers.size() - 1;
                Quantity in = last ? left : tier.clip(left);
                if (left.isZero()) {
                    break;
                }
                parts.add(in);
                left = left.minusOrZero(in);
            }
            return parts;
        }
    }

    /** Which tiers of blocks are charged. */
    enum BlockMode {
        /** Each tier charges the blocks that fall into it. */
        ALL_TIERS,
        /** The highest tier that is reached charges the whole quantity. */
        TOP_TIER
    }

    /**
     * One step of a ladder.
     *
     * @param upTo the last quantity of this tier; empty for the last tier, which has no end
     * @param flatFee charged once when the tier is entered
     */
    record Tier(Optional<Quantity> upTo, Money unitPrice, Money flatFee) {
        boolean reaches(Quantity quantity) {
            return upTo.map(end -> quantity.compareTo(end) <= 0).orElse(true);
        }

        Quantity clip(Quantity quantity) {
            return upTo.map(quantity::min).orElse(quantity);
        }

        ExactAmount amount(Quantity quantity) {
            return unitPrice.times(quantity).plus(flatFee.exact());
        }

        ExactAmount nothing() {
            return ExactAmount.zero(unitPrice.currency());
        }

        private static void requireLadder(List<Tier> tiers) {
            if (tiers.isEmpty() || tiers.getLast().upTo().isPresent()) {
                throw new IllegalArgumentException("the last of at least one tier has no end");
            }
            Quantity from = Quantity.ZERO;
            for (Tier tier : tiers.subList(0, tiers.size() - 1)) {
                Quantity end = tier.upTo().orElse(Quantity.ZERO);
                if (end.compareTo(from) <= 0) {
                    throw new IllegalArgumentException("each tier ends above the one before it: " + end);
                }
                from = end;
            }
        }
    }

    /**
     * A tier of blocks.
     *
     * @param maxBlocks how many blocks the tier holds; empty for no end
     */
    record BlockTier(Quantity size, Optional<Quantity> maxBlocks, Money blockPrice) {
        public BlockTier {
            requirePositive(size);
        }

        Quantity clip(Quantity quantity) {
            return maxBlocks.map(size::times).map(quantity::min).orElse(quantity);
        }

        ExactAmount amount(Quantity quantity) {
            return blockPrice.times(quantity.blocksOf(size));
        }
    }

    private static void requirePositive(Quantity size) {
        if (size.isZero()) {
            throw new IllegalArgumentException("a package or block holds more than 0 units");
        }
    }
}
