using Beckon.Storage.Lanes;
using Beckon.Storage.Months;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Beckon.Storage;

/// <summary>The database: embedded or a server of one's own, its schema, the months of the history, and leases.</summary>
public static class Storage
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => DatabaseOptions.From(configuration));
        services.AddSingleton<Database>();
        services.AddSingleton(provider => provider.GetRequiredService<Database>().Source);
        services.AddSingleton<Db>();
        services.AddSingleton<SchemaState>();
        services.AddSingleton(_ => RetentionOptions.From(configuration));
        services.AddSingleton<MonthKeeper>();
        services.AddHostedService<MonthWorker>();
        services.AddSingleton(provider => NodeRoles.From(configuration).Node(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LaneLeases>();
        services.AddHostedService(provider => provider.GetRequiredService<LaneLeases>());
        services.AddSingleton<WorkLines>();
        services.AddSingleton<LaneSignal>();
        services.AddSingleton(provider => new Heard(SlotStore.Notification, _ => provider.GetRequiredService<LaneLeases>().BeatNow()));
        services.AddSingleton(provider => new Heard(LaneSignal.Notification, provider.GetRequiredService<LaneSignal>().Hear));
        services.AddHostedService<Listener>();
        services.AddExceptionHandler<DatabaseAway>();
        return services;
    }

    /// <summary>
    /// Starts the embedded database or reaches the configured one, and brings its schema and the months of its history up to date. Before
    /// anything else starts. Throws <see cref="StorageException"/> with a sentence for the person who runs Beckon.
    /// </summary>
    public static async Task StartStorageAsync(this IHost host, CancellationToken ct)
    {
        // A setting with a fault is said before a server is started for nothing.
        _ = host.Services.GetRequiredService<RetentionOptions>();
        await host.Services.GetRequiredService<Database>().StartAsync(ct);
        await host.Services.GetRequiredService<MonthKeeper>().KeepAsync(ct);
    }
}
