using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using k8s;
using Microsoft.Extensions.DependencyInjection;

namespace CniOperator.Runtime.Hosting;

/// <summary>Registers the operator engine.</summary>
public static class OperatorServiceExtensions
{
    /// <summary>
    /// Registers the engine. Resolve <see cref="OperatorHost"/> and run it; injectable are <see cref="IApiClient"/>,
    /// <c>IInformers</c>, <c>IDynamicWatches&lt;T&gt;</c>, <c>ILeadership</c>, <c>EventPublisher</c>,
    /// <c>EntityFinalizerAttacher&lt;,&gt;</c>, <c>OperatorMetrics</c>, <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">Where to register; must hold a <see cref="KubernetesClientConfiguration"/> (see <see cref="ClusterConnection"/>).</param>
    /// <param name="configure">Changes the settings.</param>
    public static IOperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettingsBuilder>? configure = null) =>
        throw new NotImplementedException();
}
