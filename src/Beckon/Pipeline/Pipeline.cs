using Beckon.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Pipeline;

/// <summary>What happens to a batch of events, in order, and to the runs whose time has come.</summary>
public static class Pipeline
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton(new PipelineOptions())
        .AddSingleton<SeenKeysMemory>()
        .AddSingleton<Backlogs>()
        .AddSingleton<ReadAhead>()
        .AddSingleton<FlowReactions>()
        .AddSingleton<Effects>()
        .AddSingleton<Processor>()
        .AddSingleton<DueTimes>()
        .AddSingleton<Timers>()
        .AddSingleton<IdleCarts>()
        .AddSingleton<AudienceTimes>()
        .AddSingleton<Errands>()
        .AddHostedService<PipelineWorker>()
        .AddHostedService<TimerWorker>();
}
