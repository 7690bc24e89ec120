package farebox.local.host;

final class InMemoryDocumentsTest implements DocumentsContract {
    @Override
    public Documents documents() {
        return new InMemoryDocuments();
    }
}
