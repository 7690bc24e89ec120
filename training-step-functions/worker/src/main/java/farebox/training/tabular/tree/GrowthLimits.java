package farebox.training.tabular.tree;

/**
 * When a tree stops growing.
 *
 * @param columnsPerSplit columns drawn for each split, all of them for a single tree
 */
record GrowthLimits(int maxDepth, int minLeafRows, int columnsPerSplit) {}
