package farebox.local.sqs;

import java.util.List;

/** Which messages a receive gets, and whether again: a standard queue may deliver twice and in any order. */
public interface Delivery {
    /** The order in which visible messages are delivered. */
    List<Message> order(List<Message> visible);

    /** Whether a message that is being delivered stays visible, so that it is delivered once more. */
    boolean duplicates(Message message);

    /** Each message once per visibility timeout, in the order in which they were sent. */
    static Delivery inOrder() {
        return new Delivery() {
            @Override
            public List<Message> order(List<Message> visible) {
                return visible;
            }

            @Override
            public boolean duplicates(Message message) {
                return false;
            }
        };
    }
}
