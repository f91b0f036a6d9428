using Beckon.Analytics;

namespace Beckon.Server.Demo;

/// <summary>The demonstration: <c>--demo</c> fills a fresh installation with a believable shop, opens it at <c>/shop</c> and keeps shoppers coming.</summary>
public static class Demo
{
    public static bool IsWanted(IConfiguration configuration) => configuration["BECKON_DEMO"] is "1" or "true";

    public static void AddDemo(this IServiceCollection services) => services
        .AddSingleton(new HomeOptions { DemoShop = "/shop" })
        .AddSingleton<DemoSeed>()
        .AddSingleton<DemoDoors>()
        .AddSingleton<DemoOpening>()
        .AddHostedService<DemoShoppers>();

    /// <summary>The shop and its pictures.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo/products/{file}", Picture).ExcludeFromDescription();
        routes.MapStorefront();
    }

    private static IResult Picture(string file, HttpResponse response)
    {
        var id = Path.GetFileNameWithoutExtension(file);
        if (DemoCatalogue.Products.FirstOrDefault(product => product.Id == id) is not { } product) return Results.NotFound();
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(product.Draw(), "image/svg+xml");
    }
}
