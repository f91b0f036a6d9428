using Beckon.Events;
using Beckon.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Imports;

/// <summary>The import of contacts from CSV files.</summary>
public static class Imports
{
    /// <summary>Whose customer ids those of a file are when nobody says that they are a platform's.</summary>
    public static BuiltInSource OwnSource { get; } = new("import", "Imports", CartAbandonment.None);

    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<ImportChecks>();
        services.AddSingleton<ImportPreviews>();
        services.AddSingleton<ImportSources>();
        services.AddSingleton<Importer>();
        services.AddSingleton<ILaneWork>(provider => provider.GetRequiredService<Importer>());
        services.AddHostedService<ImportWatch>();
        return services;
    }
}
