using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Contacts.Jobs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Contacts;

/// <summary>The shoppers: what they are known by, what they agreed to, what they did.</summary>
public static class Contacts
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddSingleton<ContactListStore>();
        services.AddSingleton<ContactStore>();
        services.AddSingleton<ContactNumberStore>();
        services.AddSingleton<ContactLookupStore>();
        services.AddSingleton<ConsentDesk>();
        services.AddSingleton<ContactEditDesk>();
        services.AddSingleton<TakingEffect>();
        services.AddSingleton<FieldDesk>();
        services.AddSingleton<GroupDesk>();
        services.AddSingleton<GroupCalls>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<JobSteps>();
        services.AddSingleton<ExportSources>();
        services.AddHostedService<JobWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        routes.MapContactRoutes();
        routes.MapContactEdit();
        routes.MapConsentRoutes();
        routes.MapFields();
        routes.MapGroups();
        routes.MapJobs();
        routes.MapExports();
        return routes;
    }
}
