package farebox.publication;

class InMemoryModelUploadsTest extends ModelUploadsContract {
    @Override
    protected ModelUploads uploads() {
        return new InMemoryModelUploads();
    }
}
