using Beckon.Accounts;
using Beckon.Analytics;
using Beckon.Audiences;
using Beckon.Campaigns;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Discounts;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Identity;
using Beckon.Integrations;
using Beckon.Kernel;
using Beckon.Loyalty;
using Beckon.Orders;
using Beckon.Pipeline;
using Beckon.Privacy;
using Beckon.Predictions;
using Beckon.Rfm;
using Beckon.Storage;
using Beckon.Templates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon;

/// <summary>The engine's table of contents: one line per capability, in the order in which they build on each other.</summary>
public static class Beckon
{
    public static IServiceCollection AddBeckon(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddApiConventions();
        services.AddStorage(configuration);
        services.AddAccounts(configuration);
        services.AddEvents();
        services.AddContacts();
        services.AddIdentity();
        services.AddOrders();
        services.AddLoyalty();
        services.AddDiscounts();
        services.AddRfm();
        services.AddPredictions();
        services.AddAudiences();
        services.AddTemplates();
        services.AddDelivery(configuration);
        services.AddFlows();
        services.AddCampaigns();
        services.AddAnalytics();
        services.AddPipeline();
        services.AddPrivacy();
        services.AddIntegrations(configuration);
        return services;
    }

    public static IEndpointRouteBuilder MapBeckon(this IEndpointRouteBuilder routes)
    {
        routes.MapAccounts();
        routes.MapEvents();
        routes.MapContacts();
        routes.MapIdentity();
        routes.MapOrders();
        routes.MapLoyalty();
        routes.MapDiscounts();
        routes.MapRfm();
        routes.MapPredictions();
        routes.MapAudiences();
        routes.MapTemplates();
        routes.MapDelivery();
        routes.MapFlows();
        routes.MapCampaigns();
        routes.MapAnalytics();
        routes.MapPrivacy();
        routes.MapIntegrations();
        return routes;
    }
}
