using Beckon.Delivery.Tracking;
using Beckon.Templates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beckon.Delivery;

/// <summary>Messages, the rules of sending, the outbox, and the providers it hands over to.</summary>
public static class Delivery
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => DeliveryOptions.From(configuration));
        services.AddSingleton<TrackingToken>();
        services.AddSingleton<TrackingLinks>();
        services.AddSingleton<EmailComposer>();
        services.AddSingleton<EmailProviders>();
        services.AddSingleton<MessageComposer>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<Outbox>();
        services.AddHostedService<OutboxWorker>();
        services.TryAddSingleton<TemplateRenderer>();
        return services;
    }
}
