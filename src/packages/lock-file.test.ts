import { expect, test } from 'vitest'
import { readYaml } from '../yaml/yaml-document.ts'
import { hashOf } from './lock-file.ts'
import { specsOf } from './read-specs.ts'

// The hashes are dbt 1.12.6's.
test.each([
  ['- local: ../a', '95d915a2157c25384b59e63cd428e17675959efb'],
  ['- git: https://x/y.git', 'f48a339deec875966716571e6eca5cf96910edd3'],
  [
    '- {git: https://x/y.git, revision: 1.0, warn-unpinned: false, subdirectory: s}',
    '3c8d8e4c2019e36326703b8ec81310e2993e6366',
  ],
  ['- {git: https://x/y.git, revision: 2}', 'd782b256032f58be67be82099100676cd8b7fb79'],
  ['- {package: a/b, version: 1.0.0}', 'fbe59819b389dd3c16eebc554e4ec5b3ce2924bc'],
  [
    "- {package: a/b, version: [1.0.0, '<2.0.0'], install_prerelease: true}",
    '6caf457a1d27020a4db6cb4f6ca8aeef95db7619',
  ],
  ['- {tarball: https://x/y.tgz, name: n}', '4103d39f52b8b287e3f6349c9b8d9c8943b8ca21'],
  ['- local: ü', '8f16a8af5242239add9a2421d9df626c09d2fd27'],
])('%s has the hash dbt gives it', async (list, hash) => {
  const specs = await specsOf(
    readYaml(`packages:\n${list}`, 'packages.yml'),
    { environment: {}, vars: [] },
    (fault) => {
      throw new Error(fault.message)
    },
  )
  expect(hashOf(specs)).toBe(hash)
})
