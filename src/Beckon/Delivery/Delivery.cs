using Beckon.Delivery.Sms;
using Beckon.Delivery.Tracking;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Delivery;

/// <summary>Messages, the rules of sending, the outbox, and the providers it hands over to.</summary>
public static class Delivery
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => PublicUrl.From(configuration, provider.GetRequiredService<IServer>()));
        services.AddSingleton<TrackingToken>();
        services.AddSingleton<TrackingLinks>();
        services.AddSingleton<FeedbackLog>();
        services.AddSingleton<UnsubscribeStore>();
        services.AddSingleton<EmailComposer>();
        services.AddSingleton<ShortLinks>();
        services.AddSingleton<TwilioHooks>();
        services.AddSingleton<TwilioClient>();
        services.AddSingleton<SmsComposer>();
        services.AddSingleton<SmsFeedback>();
        services.AddSingleton<ChannelProviders>();
        services.AddSingleton<ChannelStore>();
        services.AddSingleton<ChannelTester>();
        services.AddSingleton<SendingRulesStore>();
        services.AddSingleton<TestInboxStore>();
        services.AddSingleton<MessageComposer>();
        services.AddSingleton<OutboxRecorder>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<MessageDesk>();
        services.AddHostedService<OutboxWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapDelivery(this IEndpointRouteBuilder routes)
    {
        routes.MapTrackingRoutes();
        routes.MapUnsubscribeRoutes();
        routes.MapEmailChannelRoutes();
        routes.MapSmsChannelRoutes();
        routes.MapTwilioHookRoutes();
        routes.MapSendingRulesRoutes();
        routes.MapMessageRoutes();
        routes.MapTestInboxRoutes();
        return routes;
    }
}
