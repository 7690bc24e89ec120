package farebox.training.neural.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where to compute. */
public final class Devices {
    private static final Logger log = LoggerFactory.getLogger(Devices.class);

    private Devices() {}

    /** The first GPU that PyTorch sees, else the CPU; the choice is logged. */
    public static Device choose() {
        Engine engine = Engine.getEngine("PyTorch");
        int gpus = engine.getGpuCount();
        Device device = gpus > 0 ? Device.gpu() : Device.cpu();
        log.atInfo()
                .addKeyValue("device", device)
                .addKeyValue("gpus", gpus)
                .addKeyValue("pytorch", engine.getVersion())
                .log("device_chosen");
        return device;
    }
}
