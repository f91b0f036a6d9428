using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Pipeline;

/// <summary>What happens to a batch of events, in order.</summary>
public static class Pipeline
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<FlowReactions>()
        .AddSingleton<Processor>()
        .AddHostedService<PipelineWorker>();
}
