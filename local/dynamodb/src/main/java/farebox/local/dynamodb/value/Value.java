package farebox.local.dynamodb.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An attribute's value; the alternatives carry DynamoDB's own names. Sets keep the order they were written in. */
public sealed interface Value {
    record S(String text) implements Value {}

    /** @param number without trailing zeros, so that equal numbers are equal */
    record N(BigDecimal number) implements Value {
        public N {
            number = number.stripTrailingZeros();
        }

        public static N of(long number) {
            return new N(BigDecimal.valueOf(number));
        }
    }

    record B(Bytes bytes) implements Value {}

    record Bool(boolean flag) implements Value {}

    record Null() implements Value {}

    record M(Map<String, Value> entries) implements Value {
        public M {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    record L(List<Value> elements) implements Value {
        public L {
            elements = List.copyOf(elements);
        }
    }

    record SS(Set<String> elements) implements Value {
        public SS {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    /** @param elements without trailing zeros */
    record NS(Set<BigDecimal> elements) implements Value {
        public NS {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    record BS(Set<Bytes> elements) implements Value {
        public BS {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    default ValueType type() {
        return switch (this) {
            case S ignored -> ValueType.S;
            case N ignored -> ValueType.N;
            case B ignored -> ValueType.B;
            case Bool ignored -> ValueType.BOOL;
            case Null ignored -> ValueType.NULL;
            case M ignored -> ValueType.M;
            case L ignored -> ValueType.L;
            case SS ignored -> ValueType.SS;
            case NS ignored -> ValueType.NS;
            case BS ignored -> ValueType.BS;
        };
    }
}
