using Beckon.Events.Catalogue;
using Beckon.Events.DeadLetters;
using Beckon.Events.Discoveries;
using Beckon.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Events;

/// <summary>The event catalogue, the inbox, the history and the sources it comes from.</summary>
public static class Events
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<JustArrived>();
        services.AddSingleton<InboxStore>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<EventFeedRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeedRelay>());
        services.AddSingleton(provider => new Heard(EventFeedRelay.Notification, provider.GetRequiredService<EventFeedRelay>().Hear));
        services.AddSingleton<SourceStore>();
        services.AddSingleton<SourceUse>();
        services.AddHostedService(provider => provider.GetRequiredService<SourceUse>());
        services.AddHostedService<EventKeyKeeper>();
        services.AddHostedService<NameFilterKeeper>();
        services.AddSingleton<Discovery>();
        services.AddHostedService(provider => provider.GetRequiredService<Discovery>());
        services.AddSingleton<EventHistoryStore>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<DeadLetterDesk>();
        services.AddSingleton<Inbox>();
        services.AddHostedService(provider => provider.GetRequiredService<Inbox>());
        return services;
    }

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapEventHistory();
        routes.MapCatalogue();
        routes.MapDeadLetters();
        return routes;
    }
}
