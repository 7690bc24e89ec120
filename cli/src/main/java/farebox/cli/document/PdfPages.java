package farebox.cli.document;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** Lines of text from the top of a page down, and on to the next page. Lengths are in points. */
final class PdfPages implements AutoCloseable {
    private static final float MARGIN = 50;
    private static final float SIZE = 9;
    private static final float TITLE_SIZE = 16;
    private static final float LEADING = 14;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float[] RIGHT_EDGES = {0.62f * WIDTH, 0.82f * WIDTH, WIDTH};

    private final PDDocument document;
    private final PDFont font;
    private PDPageContentStream content;
    private float y;

    PdfPages(PDDocument document, PDFont font) throws IOException {
        this.document = document;
        this.font = font;
        this.content = newPage();
    }

    void title(String text) throws IOException {
        advance();
        write(text, MARGIN, TITLE_SIZE);
        advance();
    }

    void line(String text) throws IOException {
        advance();
        write(text, MARGIN, SIZE);
    }

    /** Two blocks of lines beside each other. */
    void columns(List<String> left, List<String> right) throws IOException {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            advance();
            write(i < left.size() ? left.get(i) : "", MARGIN, SIZE);
            write(i < right.size() ? right.get(i) : "", MARGIN + WIDTH / 2, SIZE);
        }
        advance();
    }

    /** A first cell to the left, and three numbers to the right of their columns. */
    void row(String first, String... numbers) throws IOException {
        advance();
        write(first, MARGIN, SIZE);
        for (int i = 0; i < numbers.length; i++) {
            String text = shown(numbers[i]);
            write(text, MARGIN + RIGHT_EDGES[i] - font.getStringWidth(text) / 1000 * SIZE, SIZE);
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private void advance() throws IOException {
        y -= LEADING;
        if (y < MARGIN) {
            content.close();
            content = newPage();
        }
    }

    private PDPageContentStream newPage() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    private void write(String text, float x, float size) throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, y);
        content.showText(shown(text));
        content.endText();
    }

    private String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> shown.appendCodePoint(has(character) ? character : '?'));
        return shown.toString();
    }

    private boolean has(int character) {
        try {
            font.encode(Character.toString(character));
            return true;
        } catch (IOException | IllegalArgumentException absent) {
            return false;
        }
    }
}
