package farebox.training.neural;

/** A recurrent cell. */
public enum Cell {
    /** Elman's, with tanh. */
    RNN(1),
    LSTM(4),
    /** As PyTorch has it: the reset gate acts after the product with the hidden weights. */
    GRU(3);

    private final int gates;

    Cell(int gates) {
        this.gates = gates;
    }

    public int gates() {
        return gates;
    }
}
