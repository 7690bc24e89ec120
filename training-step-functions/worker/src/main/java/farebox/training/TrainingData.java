package farebox.training;

import farebox.training.data.DataLimits;
import farebox.training.data.Table;
import farebox.training.data.TableReader;
import farebox.training.features.ColumnSelection;
import farebox.training.features.FeaturePlanner;
import farebox.training.features.SchemaReport;
import farebox.training.features.Target;
import farebox.training.features.TargetReader;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.search.Folds;
import farebox.training.search.LearningTable;
import farebox.training.spec.TrainingSpec;
import farebox.training.spec.TrainingSpec.Scale;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;

/**
 * Rows to learn from, rows to test on, and the columns that count.
 *
 * @param schema of the file of the training rows
 * @param sha256 of the file of the training rows
 */
record TrainingData(
        LearningTable train, LearningTable test, ColumnSelection columns, SchemaRead schema, String sha256) {
    static TrainingData read(TrainingSpec spec, Path folder, DataLimits limits) {
        TableReader reader = new TableReader(limits);
        Path file = folder.resolve(spec.data().train());
        Table table = reader.read(file, spec.data().format(), spec.columns());
        TargetReader targets = new TargetReader(spec.target(), spec.task());
        Target target = targets.read(table);
        boolean wholeRows = spec.features().scale() == Scale.COMMON;
        ColumnSelection columns = ColumnSelection.of(table, spec.target(), spec.columns(), wholeRows);
        SchemaRead schema =
                new SchemaRead(table.file(), table.rows(), new SchemaReport(spec, table, target, columns).columns());
        LearningTable all = new LearningTable(table, target, new FeaturePlanner(columns.names(), spec.features()));
        return spec.data()
                .test()
                .map(name -> {
                    Table test = reader.read(folder.resolve(name), spec.data().format(), columns.types(spec.columns()));
                    return new TrainingData(
                            all,
                            new LearningTable(test, targets.read(test, target), all.planner()),
                            columns,
                            schema,
                            Digests.sha256(file));
                })
                .orElseGet(() -> {
                    Folds.Split split = Folds.holdOut(target, spec.split().test(), TrainingContext.random(spec.seed()));
                    return new TrainingData(
                            all.select(split.train()), all.select(split.test()), columns, schema, Digests.sha256(file));
                });
    }
}
