using Beckon.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Accounts;

/// <summary>Workspaces, users, roles, API keys and the audit log.</summary>
public static class Accounts
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => MasterKey.From(configuration));
        services.AddSingleton<WorkspaceStore>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<Access>();
        services.AddSingleton<Audit>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<WorkspaceCopyStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<SignedIn>();
        services.AddSingleton<Setup>();
        services.AddHostedService<FirstStart>();
        services.AddSingleton<KeyUse>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyUse>());
        services.AddSingleton<BrowserKeyStore>();
        services.AddSingleton<BrowserKeyUse>();
        services.AddHostedService(provider => provider.GetRequiredService<BrowserKeyUse>());
        return services;
    }

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapSetup();
        routes.MapSession();
        routes.MapMemberships();
        routes.MapWorkspace();
        routes.MapKeys();
        routes.MapBrowserKeys();
        return routes;
    }
}
