package farebox.local.stepfunctions;

import farebox.local.host.ServiceException;
import java.util.regex.Pattern;

/** The rule for names of state machines and executions. */
final class Names {
    private static final Pattern ALLOWED = Pattern.compile("[^\\s\\p{Cntrl}<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/]{1,80}");

    private Names() {}

    /** @throws ServiceException {@code InvalidName} */
    static void check(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new ServiceException("InvalidName", "Invalid Name: '" + name + "'");
        }
    }
}
