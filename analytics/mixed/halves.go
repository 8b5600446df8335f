package mixed

// worthHalving is the number of clusters from which two processors are sooner done than one.
const worthHalving = 500

// inHalves goes through the clusters in two halves at once where they are many, and then joins what the second has found
// to the first. Whether there are halves depends on the number of clusters alone, never on the machine, so that sums come
// out the same everywhere.
func inHalves(clusters []clusterSums, do func(half int, clusters []clusterSums), join func()) {
	if len(clusters) < worthHalving {
		do(0, clusters)
		return
	}
	middle := len(clusters) / 2
	done := make(chan struct{})
	go func() {
		defer close(done)
		do(1, clusters[middle:])
	}()
	do(0, clusters[:middle])
	<-done
	join()
}
