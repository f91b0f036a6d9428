namespace Beckon.Storage.Embedded;

/// <summary>How the embedded PostgreSQL is set: small at rest, quick in small transactions, and never at the price of durability.</summary>
internal static class ServerSettings
{
    private static readonly Dictionary<string, string> Always = new()
    {
        ["max_connections"] = "60",
        ["password_encryption"] = "scram-sha-256",

        ["shared_buffers"] = "192MB",
        ["huge_pages"] = "off",
        ["work_mem"] = "8MB",
        // Two lanes seldom lock in a ring; when they do, one of them is to begin again soon.
        ["deadlock_timeout"] = "200ms",
        ["maintenance_work_mem"] = "64MB",
        ["temp_buffers"] = "1MB",
        ["jit"] = "off",
        ["random_page_cost"] = "1.1",
        // Batches of a few hundred rows gain nothing from parallel plans, and two cores have others to serve.
        ["max_worker_processes"] = "4",
        ["max_parallel_workers"] = "2",
        ["max_parallel_workers_per_gather"] = "1",
        ["max_logical_replication_workers"] = "0",
        // The data is mostly in memory: no workers that wait for reads.
        ["io_method"] = "sync",

        ["synchronous_commit"] = "on",
        ["wal_level"] = "replica",
        ["max_wal_senders"] = "2",
        // The binaries are built without lz4.
        ["wal_compression"] = "pglz",
        ["wal_buffers"] = "16MB",
        ["min_wal_size"] = "256MB",
        ["max_wal_size"] = "4GB",
        ["checkpoint_timeout"] = "15min",
        ["checkpoint_completion_target"] = "0.9",
        ["bgwriter_delay"] = "500ms",

        ["autovacuum_naptime"] = "15s",
        ["autovacuum_vacuum_cost_limit"] = "1000",
        ["autovacuum_max_workers"] = "2",

        // What fails is told to Beckon, which logs it without contact data. Here only the server's own life is written down.
        ["log_min_messages"] = "log",
        ["log_min_error_statement"] = "panic",
        ["log_checkpoints"] = "off",
        ["log_autovacuum_min_duration"] = "-1",
        ["log_lock_waits"] = "off",
        ["log_timezone"] = "UTC",
        ["timezone"] = "UTC",
    };

    /// <summary>The settings of a server on a folder, which listens on a socket there or else on a port of the loopback.</summary>
    public static Dictionary<string, string> For(ClusterFolder folder, string? socketFolder, int port) => new(Always)
    {
        ["cluster_name"] = folder.ProcessName,
        ["listen_addresses"] = socketFolder is null ? "127.0.0.1" : "",
        ["unix_socket_directories"] = socketFolder ?? "",
        ["unix_socket_permissions"] = "0700",
        ["port"] = $"{port}",
    };
}
