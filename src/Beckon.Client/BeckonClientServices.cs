using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beckon.Client;

/// <summary>Makes a <see cref="BeckonClient"/> known to a program's services.</summary>
public static class BeckonClientServices
{
    /// <summary>One client for the program. It sends what still waits when the program stops.</summary>
    public static IServiceCollection AddBeckonClient(this IServiceCollection services, Action<BeckonClientOptions> configure)
    {
        var options = new BeckonClientOptions();
        configure(options);
        return services.AddSingleton(provider => new BeckonClient(options, provider.GetService<ILogger<BeckonClient>>(), provider.GetService<TimeProvider>()));
    }
}
