package farebox.training.neural.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where to compute. */
public final class Devices {
    private static final Logger log = LoggerFactory.getLogger(Devices.class);

    private Devices() {}

    /** Every GPU that PyTorch sees, else the CPU; the choice is logged. */
    public static List<Device> choose() {
        Engine engine = Engine.getEngine("PyTorch");
        List<Device> devices = of(engine.getGpuCount());
        log.atInfo()
                .addKeyValue("devices", devices)
                .addKeyValue("pytorch", engine.getVersion())
                .log("devices_chosen");
        return devices;
    }

    /** All of so many GPUs; the CPU where there are none. */
    static List<Device> of(int gpus) {
        return gpus == 0
                ? List.of(Device.cpu())
                : IntStream.range(0, gpus).mapToObj(Device::gpu).toList();
    }
}
