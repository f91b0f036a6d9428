using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Campaigns;

/// <summary>Campaigns, compiled into flows.</summary>
public static class Campaigns
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton<CampaignDesk>()
        .AddSingleton<CampaignReviewer>()
        .AddSingleton<CampaignTester>()
        .AddSingleton<CampaignReporter>();

    public static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder routes)
    {
        routes.MapCampaignRoutes();
        routes.MapCampaignPreviewRoutes();
        routes.MapCampaignReportRoutes();
        return routes;
    }
}
